-- The window that many workers share: what window.py decides for one process, decided here for all of them.
--
-- Each worker sends what has happened to its calls, many at a time, and is told which of them may go. A script runs
-- alone, so each decision is atomic. The only clock is Redis' own; workers speak of time in seconds ago or from now.
--
-- KEYS: the window (a packed table), the line (calls by arrival), the permits that are out (call to epoch), the
--       workers (by when their lease ends), the mail (worker to calls that were granted and not yet told).
-- ARGV: the worker, the seconds of its lease, and what has happened: a JSON array of arrays, whose first is
--   forget                      whatever is known of this worker is out of date
--   claim, call                 it holds a permit already
--   enter, call, age, patience  a call wants out. Patience: seconds that it would wait; none for ever
--   leave, call, counted        it gives up its place, or its permit; the server may have counted a request
--   answer, call, report        it gives back its permit with what the server said, see shared.py
--   goodbye                     the worker ends
--
-- A call is named "worker:number"; a number is sent as text, because here it would lose its last digits. Constants
-- have the names and reasons that they have in window.py.

local WINDOW, LINE, PERMITS, WORKERS, MAIL = KEYS[1], KEYS[2], KEYS[3], KEYS[4], KEYS[5]
local me, lease = ARGV[1], tonumber(ARGV[2])

local SAME, ROUNDING, PATIENCE, SILENCE, PARTS, LONGEST_BLIND_HOLD = 1, 0.002, 1, 3, 8, 32
local KEPT = 3600  -- Seconds that all this outlives the window, where nobody uses it any more.

local time = redis.call('TIME')
local now = time[1] + time[2] / 1000000

local function fresh()
  return {
    at = now, epoch = 0, late = ROUNDING, unhelpful = 0, probes = 0, probing_since = 0, silent = 0,
    answers = 0, base = 0, ours = 0, ours_before = 0, theirs_before = 0,
  }
end

local packed = redis.call('GET', WINDOW)
local w = packed and cmsgpack.unpack(packed) or fresh()
if now < w.at - SAME then
  -- The clock has been set back, and every moment that is kept is wrong: the workers will tell all again.
  redis.call('DEL', WINDOW, LINE, PERMITS, WORKERS, MAIL)
  w = fresh()
end
w.at = now

local under_way = redis.call('HLEN', PERMITS)

-- How many may go.

local function over_at()
  return w.over and (w.over + (w.reset and w.late or 0))
end

local function used_by_others()
  return math.max(0, w.base - (w.remaining or 0) - w.ours - under_way)
end

local function at_once(over)
  local remaining = w.remaining or 0
  local theirs = w.theirs_before + used_by_others()
  if theirs > 0 then
    local part = math.max(1, math.floor(remaining / PARTS))
    if over then
      remaining = remaining - math.min(PARTS - 1, math.floor(theirs / (1 + w.ours_before + w.ours)))
    end
    remaining = math.min(remaining, part)
  end
  return math.min(remaining, w.answers)
end

local function probes_allowed()
  if w.probes == 0 then return 1 end
  return 2 ^ math.min(20, math.floor((now - w.probing_since) / PATIENCE))
end

local function room()
  if not w.remaining and w.silent >= (w.said and SILENCE or 1) then return 1 end
  local over = over_at()
  if over and now < over then
    return w.remaining and at_once(over) - under_way or 0
  end
  if not w.remaining or over or w.remaining <= 0 then return probes_allowed() - w.probes end
  return at_once(over) - under_way
end

local function left()
  return (w.remaining or 0) - under_way
end

-- Why those in the line wait, and until when where that is known.
local function hold()
  local over = over_at()
  if w.remaining and over and now < over then
    if w.remaining <= 0 then return 'spent', over end
    if under_way == 0 then return 'left to others', over end
  end
  return 'under way', nil
end

-- Permits.

local granted = {}

local function grant(call)
  local over = over_at()
  local probe = not w.remaining or w.remaining <= 0 or (over and now >= over)
  if probe then
    if w.probes == 0 then w.probing_since = now end
    w.probes = w.probes + 1
  end
  redis.call('HSET', PERMITS, call, w.epoch .. (probe and 'p' or ''))
  under_way = under_way + 1
  local worker = string.match(call, '^[^:]*')
  if worker == me then
    granted[#granted + 1] = call
  else
    redis.call('HSET', MAIL, worker, (redis.call('HGET', MAIL, worker) or '') .. call .. ' ')
  end
end

-- The permit as it was; of one that is not known, nothing is concluded.
local function take_back(call)
  local permit = redis.call('HGET', PERMITS, call)
  if not permit then return {epoch = -1, probe = false} end
  redis.call('HDEL', PERMITS, call)
  under_way = under_way - 1
  local epoch, probe = string.match(permit, '^(%d+)(p?)')
  epoch, probe = tonumber(epoch), probe == 'p'
  if probe and epoch == w.epoch then w.probes = w.probes - 1 end
  return {epoch = epoch, probe = probe, known = true}
end

local function retire(worker, died)
  local prefix = worker .. ':'
  local unread = ' ' .. (redis.call('HGET', MAIL, worker) or '')
  for _, call in ipairs(redis.call('HKEYS', PERMITS)) do
    if string.sub(call, 1, #prefix) == prefix then
      local permit = take_back(call)
      if died and not string.find(unread, ' ' .. call .. ' ', 1, true) then
        -- The server may have counted the request or not, and the next answer tells which: so one goes first.
        if permit.epoch == w.epoch then w.ours = w.ours + 1 end
        w.answers = math.min(w.answers, 1)
      end
    end
  end
  for _, call in ipairs(redis.call('ZRANGE', LINE, 0, -1)) do
    if string.sub(call, 1, #prefix) == prefix then redis.call('ZREM', LINE, call) end
  end
  redis.call('HDEL', MAIL, worker)
  redis.call('ZREM', WORKERS, worker)
end

-- What an answer teaches.

local function begin(report)
  w.theirs_before = used_by_others()
  w.ours_before = w.ours
  w.epoch = w.epoch + 1
  w.probes, w.ours = 0, 0
  w.base, w.remaining = report.remaining, report.remaining
  w.reset, w.over, w.said = report.reset, report.over, report.said
end

local function place(permit, report)
  local known = over_at()
  local over = report.over and (report.over + (report.reset and w.late or 0))
  -- By how much the window of the report ends later than the one that is known. The server's own word for it is the
  -- same from all workers; by Redis' clock, their estimates differ.
  local later
  if report.reset and w.reset then
    later = report.reset - w.reset
  elseif over and known then
    later = over - known
  end
  local asked = permit.probe and permit.epoch == w.epoch
  if not w.remaining or asked or (over and (not known or later > SAME)) then
    begin(report)
  elseif later and later < -SAME and permit.epoch ~= w.epoch then
    return  -- Of a window that is over.
  else
    if permit.known and not report.refused then w.ours = w.ours + 1 end
    if later and later >= 0 then w.reset, w.over = report.reset, report.over end
    if report.remaining <= w.remaining then
      w.remaining, w.said = report.remaining, report.said
    end
  end
end

local function learn(permit, r)
  if r.clock_set and w.reset then w.reset, w.over = nil, nil end
  local report = {remaining = r.refused and 0 or r.remaining, refused = r.refused}
  if not report.remaining then
    if permit.known then
      w.ours = w.ours + 1
      if w.remaining then w.remaining = w.remaining - 1 end
      if permit.probe then
        w.silent = w.silent + 1
        if w.silent >= (w.said and SILENCE or 1) then w.remaining, w.reset, w.over = nil, nil, nil end
      end
    end
    return
  end
  report.said = {limit = r.limit, remaining = report.remaining, reset = r.reset}
  local sent = now - r.sent_ago
  if r.reset then
    local over = now + r.reset_in
    -- The tightest estimate of all workers. They differ by the second that a Date is good for: by more only where
    -- Redis' clock has been set since.
    if r.reset == w.reset and math.abs(over - w.over) < 2 * SAME then over = math.min(over, w.over) end
    if r.refused and over + w.late <= sent and sent < over + SAME then w.late = SAME end
    if sent < over + w.late then report.reset, report.over = r.reset, over end
  end
  if not report.over and r.over_in then report.over = now + r.over_in end
  w.silent = 0
  w.answers = permit.known and w.answers + 1 or math.max(1, w.answers)
  if report.refused and not report.over then
    w.unhelpful = w.unhelpful + 1
    report.over = now - r.received_ago + math.min(LONGEST_BLIND_HOLD, 2 ^ (w.unhelpful - 1))
  else
    w.unhelpful = 0
  end
  place(permit, report)
end

-- What has happened.

local function advance()
  while room() > 0 do
    local first = redis.call('ZPOPMIN', LINE)
    if not first[1] then return end
    grant(first[1])
  end
end

local stays = true
local happened = {}

function happened.forget()
  retire(me, false)
end

function happened.claim(call)
  redis.call('ZREM', LINE, call)
  -- Of which window it is, nobody knows any more: epochs count from 1, and so it is of none.
  if redis.call('HSETNX', PERMITS, call, '0') == 1 then under_way = under_way + 1 end
end

function happened.enter(call, age, patience)
  local _, over = hold()
  local rather_fails = patience and over and over - now > patience
  if (room() > 0 and redis.call('EXISTS', LINE) == 0) or (rather_fails and left() > 0) then
    grant(call)
  else
    redis.call('ZADD', LINE, now - age, call)
    advance()
  end
end

function happened.leave(call, counted)
  if redis.call('ZREM', LINE, call) == 0 and take_back(call).known and counted then
    w.ours = w.ours + 1
    if w.remaining then w.remaining = w.remaining - 1 end
  end
  advance()
end

function happened.answer(call, report)
  learn(take_back(call), report)
  advance()
end

function happened.goodbye()
  retire(me, false)
  stays = false
end

for _, worker in ipairs(redis.call('ZRANGEBYSCORE', WORKERS, '-inf', now)) do retire(worker, true) end
local known = redis.call('ZSCORE', WORKERS, me) and true or false

for _, message in ipairs(cjson.decode(ARGV[3])) do
  local what, call = message[1], message[2]
  happened[what](call and (me .. ':' .. call), message[3], message[4])
end
advance()
if stays then redis.call('ZADD', WORKERS, now + lease, me) end

for call in string.gmatch(redis.call('HGET', MAIL, me) or '', '%S+') do granted[#granted + 1] = call end
redis.call('HDEL', MAIL, me)

redis.call('SET', WINDOW, cmsgpack.pack(w))
local kept = math.ceil(KEPT + math.max(0, (w.over or now) - now))
for _, key in ipairs(KEYS) do redis.call('EXPIRE', key, kept) end

-- What the worker is told.

for index, call in ipairs(granted) do granted[index] = string.match(call, ':(.*)') end
local why, until_ = hold()
local over = over_at()
return cjson.encode({
  now = string.format('%.6f', now),
  known = known,
  granted = granted,
  why = why,
  wait = until_ and until_ - now,
  said = w.said,
  -- For when the worker has to do without: what is left of this window and nobody has yet, and how many would share it.
  remaining = w.remaining or 0,
  left = left(),
  over_in = over and over - now,
  workers = redis.call('ZCARD', WORKERS),
})
