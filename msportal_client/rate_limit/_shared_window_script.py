"""The Redis script that decides for many workers. It is a string, so that zip archives and PyInstaller contain it."""

from __future__ import annotations

__all__ = ["KEYS", "SCRIPT", "VERSION"]

# Part of the names in Redis. Raise it whenever the keys, their contents or the messages change.
VERSION = 2

# The names of the keys, in the order in which the script takes them.
KEYS = ("window", "line", "permits", "workers")

SCRIPT = r"""
-- The window that many workers share. It decides as `Window` in _window.py does for one process: names, constants and
-- their reasons are the same.
--
-- Each worker reports what happened to its calls, many at a time, and learns which of them may be sent. A script runs
-- alone, so each decision is atomic. The only clock is that of Redis: workers send times as seconds ago or from now.
--
-- KEYS: the window (a checksum and a packed table), the line (calls by arrival), the permits that are out (call to
--       epoch and burst), the workers (by the end of their lease).
-- ARGV: the worker, the seconds of its lease, and a JSON array of messages:
--   ["forget", workers]              drop all calls of this worker and of `workers`, which are its former names
--   ["claim", call]                  the call has a permit already
--   ["back_off", seconds, backoffs]  the server refuses requests
--   ["enter", call, age, max_wait]   the call asks for a permit; without max_wait it waits for ever
--   ["grant_left", call]             the waiting call gives up, unless a permit is left
--   ["leave", call, counted]         the call gives back its place in the line, or its permit
--   ["settle", call, report]         the call gives back its permit with a response; "" for a response of the past
--   ["goodbye"]                      the worker ends
--
-- A call is named "worker:number". Numbers are text, because Lua would round them.

local WINDOW, LINE, PERMITS, WORKERS = KEYS[1], KEYS[2], KEYS[3], KEYS[4]
local me, lease, messages = ARGV[1], tonumber(ARGV[2]), cjson.decode(ARGV[3])

local SAME_WINDOW, ROUNDING, MOST_SILENT_PROBES, SHARES = 1, 0.002, 3, 8
local PROBE_TIMEOUT, PROBE_ROUND_TRIPS = 1, 3
local FIRST_BACKOFF, MAX_BACKOFF = 1, 32
local KEPT = 3600  -- Seconds. The keys outlive the window by this time if nobody uses them.

local time = redis.call('TIME')
local now = time[1] + time[2] / 1000000

local w, in_flight
local granted  -- "number/epoch" for each call of this worker that has got a permit.

-- The table.

local function new_window(cause)
  return {
    generation = me .. ' ' .. time[1] .. '.' .. time[2], cause = cause, written_at = now,
    waiting = 0, in_flight = 0, workers = 0, mail = {},
    epoch = 1, reset_lag = ROUNDING,
    backoff_until = 0, backoff_started = 0, backoffs = 0, burst = 1,
    probes = 0, probing_since = 0, probe_timeout = PROBE_TIMEOUT, silent_probes = 0, responses = 0,
    remaining_at_start = 0, used = 0, used_before = 0, used_by_others_before = 0,
  }
end

-- Redis may evict any key, and anybody may overwrite it. So the window holds the sizes of the others, and what is read
-- is checked. An error begins a new table, which all workers fill again.
local function check(holds, cause)
  if not holds then error(cause, 0) end
end

local function load(cause)
  local stored = redis.call('GET', WINDOW)
  if stored then
    local packed = string.sub(stored, 41)
    check(redis.sha1hex(packed) == string.sub(stored, 1, 40), 'the key of the window was overwritten')
    w = cmsgpack.unpack(packed)
  else
    w = new_window(cause)
  end
  in_flight = redis.call('HLEN', PERMITS)
  check(in_flight == w.in_flight and redis.call('ZCARD', LINE) == w.waiting
    and redis.call('ZCARD', WORKERS) == w.workers, 'some of its keys are gone or were overwritten')
  check(now >= w.written_at - SAME_WINDOW, "Redis' clock was set back")
  check(redis.call('ZCOUNT', WORKERS, now + lease + SAME_WINDOW, '+inf') == 0, 'the key of the workers was overwritten')
end

local function save()
  w.written_at, w.in_flight = now, in_flight
  w.waiting, w.workers = redis.call('ZCARD', LINE), redis.call('ZCARD', WORKERS)
  local packed = cmsgpack.pack(w)
  local kept = math.ceil(KEPT + math.max(0, (w.ends_at or 0) - now, w.backoff_until - now))
  redis.call('SET', WINDOW, redis.sha1hex(packed) .. packed, 'EX', kept)
  for _, key in ipairs({LINE, PERMITS, WORKERS}) do redis.call('EXPIRE', key, kept) end
end

-- How many calls may be sent.

-- `ends_at` is the end of the window by Redis' clock; `reset` the same by the server's, if that is how it was reported.
local function get_resets_at()
  return w.ends_at and (w.ends_at + (w.reset and w.reset_lag or 0))
end

local function get_used_by_others()
  return math.max(0, w.remaining_at_start - (w.remaining or 0) - w.used - in_flight)
end

local function allowed_in_flight(resets_at)
  local remaining = w.remaining or 0
  local used_by_others = w.used_by_others_before + get_used_by_others()
  if used_by_others > 0 then
    local share = math.max(1, math.floor(remaining / SHARES))
    if resets_at then
      remaining = remaining - math.min(SHARES - 1, math.floor(used_by_others / (1 + w.used_before + w.used)))
    end
    remaining = math.min(remaining, share)
  end
  return math.min(remaining, w.responses)
end

local function allowed_probes()
  if w.probes == 0 then return 1 end
  return 2 ^ math.min(20, math.floor((now - w.probing_since) / w.probe_timeout + 1e-6))
end

local function most_silent_probes()
  return w.rate_limit and MOST_SILENT_PROBES or 1
end

local function available()
  if now < w.backoff_until then return 0 end
  if not w.remaining and w.silent_probes >= most_silent_probes() then
    return w.refuses_without_quota and w.responses - in_flight or 1
  end
  local resets_at = get_resets_at()
  if resets_at and now < resets_at then
    return w.remaining and allowed_in_flight(resets_at) - in_flight or 0
  end
  if not w.remaining or resets_at or w.remaining <= 0 then return allowed_probes() - w.probes end
  return allowed_in_flight(resets_at) - in_flight
end

local function left()
  return now < w.backoff_until and 0 or (w.remaining or 0) - in_flight
end

-- Return why calls wait, and until when if that is known.
local function get_hold()
  local resets_at = get_resets_at()
  if w.remaining and resets_at and now < resets_at then
    if w.remaining <= 0 and resets_at >= w.backoff_until then return 'spent', resets_at end
    if in_flight == 0 and now >= w.backoff_until then return 'left to others', resets_at end
  end
  if now < w.backoff_until then return 'refused', w.backoff_until end
  return 'in flight', nil
end

local function gives_up(max_wait)
  local _, hold_until = get_hold()
  return max_wait and hold_until and hold_until - now > max_wait
end

-- Permits.

local function worker_of(call)
  return string.match(call, '^(.*):') or ''
end

local function check_worker(call)
  check(redis.call('ZSCORE', WORKERS, worker_of(call)), 'a call belongs to no worker')
end

local function grant(call)
  local resets_at = get_resets_at()
  local probe = not w.remaining or w.remaining <= 0 or (resets_at and now >= resets_at)
  if probe then
    if w.probes == 0 then w.probing_since = now end
    w.probes = w.probes + 1
  end
  redis.call('HSET', PERMITS, call, w.epoch .. (probe and 'p' or '') .. ' ' .. w.burst)
  in_flight = in_flight + 1
  local worker, number = string.match(call, '^(.*):(.*)$')
  if worker == me then
    granted[#granted + 1] = number .. '/' .. w.epoch
  else
    check_worker(call)
    w.mail[worker] = (w.mail[worker] or ' ') .. number .. '/' .. w.epoch .. ' '
  end
end

local function advance()
  while available() > 0 do
    local first = redis.call('ZPOPMIN', LINE)[1]
    if not first then return end
    grant(first)
  end
end

-- Take a permit back and return it; nil if there is none.
local function take_back(call)
  local permit = redis.call('HGET', PERMITS, call)
  if not permit then return nil end
  redis.call('HDEL', PERMITS, call)
  in_flight = in_flight - 1
  local epoch, probe, burst = string.match(permit, '^(%d+)(p?) (%d+)$')
  check(epoch, 'a permit was overwritten')
  permit = {epoch = tonumber(epoch), probe = probe == 'p', burst = tonumber(burst)}
  if permit.probe and permit.epoch == w.epoch then w.probes = w.probes - 1 end
  return permit
end

local function retire(worker, died)
  local unread = w.mail[worker] or ''
  for _, call in ipairs(redis.call('HKEYS', PERMITS)) do
    if worker_of(call) ~= worker then
      check_worker(call)
    else
      local permit = take_back(call)
      if died and not string.find(unread, ' ' .. string.sub(call, #worker + 2) .. '/', 1, true) then
        -- Nobody knows whether the server counted the request. The next response shows it, so one call goes first.
        if permit.epoch == w.epoch then w.used = w.used + 1 end
        w.responses = math.min(w.responses, 1)
      end
    end
  end
  for _, call in ipairs(redis.call('ZRANGE', LINE, 0, -1)) do
    if worker_of(call) == worker then redis.call('ZREM', LINE, call) else check_worker(call) end
  end
  w.mail[worker] = nil
  redis.call('ZREM', WORKERS, worker)
end

-- What responses report. The permit is nil for a response of the past.

local function count_request()
  w.used = w.used + 1
  if w.remaining then w.remaining = w.remaining - 1 end
end

local function begin(report)
  w.used_by_others_before = get_used_by_others()
  w.used_before = w.used
  w.epoch = w.epoch + 1
  w.probes, w.used = 0, 0
  w.remaining_at_start, w.remaining = report.remaining, report.remaining
  w.reset, w.ends_at, w.rate_limit = report.reset, report.ends_at, report.rate_limit
end

-- Return the end of the reported window, and the seconds by which it is later than that of the known one. They are by
-- the server's clock if it named both moments: by Redis' clock, the estimates of the workers differ.
local function compare_ends(report)
  local known_end = get_resets_at()
  local ends_at = report.ends_at and (report.ends_at + (report.reset and w.reset_lag or 0))
  if report.reset and w.reset then return ends_at, report.reset - w.reset end
  return ends_at, ends_at and known_end and ends_at - known_end
end

local function apply(permit, report)
  local ends_at, later = compare_ends(report)
  local of_this_window = permit and permit.epoch == w.epoch
  if not w.remaining or (of_this_window and permit.probe)
    or (ends_at and (not later or later > SAME_WINDOW)) then
    begin(report)
  elseif later and later < -SAME_WINDOW and not of_this_window then
    return  -- It is of a window that is over.
  else
    if permit and not report.refused then w.used = w.used + 1 end
    if later and later >= 0 then w.reset, w.ends_at = report.reset, report.ends_at end
    if report.remaining <= w.remaining then
      w.remaining, w.rate_limit = report.remaining, report.rate_limit
    end
  end
end

-- Return whether a 429 reports that the quota of the window is spent, and until when. A server may have several quotas:
-- one that begins anew sooner than the window does not end it.
local function says_spent(permit, report)
  local ends_at, later = compare_ends(report)
  if report.remaining > 0 or not ends_at then return false end
  if not permit or permit.epoch ~= w.epoch or not later or (w.remaining or 0) <= 0 then return true end
  return later >= -SAME_WINDOW
end

-- Hold all calls back after a 429 that does not report a spent quota. Refusals of calls that had their permit before
-- the backoff began belong to the same burst: they add nothing to it.
local function back_off(permit, report, r)
  local new_burst
  if permit and permit.burst > 0 then
    new_burst = permit.burst == w.burst
  else
    new_burst = now >= w.backoff_until
  end
  if new_burst then
    w.burst = w.burst + 1
    w.backoffs = math.min(w.backoffs + 1, 16)
    w.backoff_started = now - r.received_ago
    w.responses = 1
    w.refuses_without_quota = true
  end
  local backoff_until
  if r.retry_in then
    backoff_until = now + r.retry_in
  elseif report and report.remaining <= 0 and report.ends_at then
    backoff_until = compare_ends(report)
  else
    backoff_until = w.backoff_started + math.min(MAX_BACKOFF, FIRST_BACKOFF * 2 ^ (w.backoffs - 1))
  end
  w.backoff_until = math.max(w.backoff_until, backoff_until)
end

-- Return the quota that a response reports; nil if it does not report what remains.
local function read(r)
  if not r.remaining then return nil end
  local report = {remaining = r.remaining, refused = r.refused}
  report.rate_limit = {limit = r.limit, remaining = r.remaining, reset = r.reset}
  if r.reset_in then
    local sent, ends_at = now - r.sent_ago, now + r.reset_in
    -- The earliest estimate of all workers is the best. They differ by the second that a Date is good for; by more
    -- only after Redis' clock was set.
    if r.reset == w.reset and math.abs(ends_at - w.ends_at) < 2 * SAME_WINDOW then
      ends_at = math.min(ends_at, w.ends_at)
    end
    if r.refused and ends_at + w.reset_lag <= sent and sent < ends_at + SAME_WINDOW then
      w.reset_lag = SAME_WINDOW  -- The reset was over, and the server's window was not.
    end
    if sent < ends_at + w.reset_lag then
      report.reset, report.ends_at = r.reset, ends_at
      return report
    end
  end
  if r.until_in then report.ends_at = now + r.until_in end
  return report
end

local function learn(permit, r)
  if r.clock_set and w.reset then w.reset, w.ends_at = nil, nil end
  if permit and w.probes == 0 then
    local round_trips = PROBE_ROUND_TRIPS * (r.sent_ago - r.received_ago)
    w.probe_timeout = math.max(PROBE_TIMEOUT, round_trips, 0.8 * w.probe_timeout)
  end
  local report = read(r)
  if r.refused and not (report and says_spent(permit, report)) then
    back_off(permit, report, r)
    return
  end
  if permit then
    w.responses = w.responses + 1
    if permit.burst == w.burst then w.backoffs = 0 end
  else
    w.responses = math.max(1, w.responses)
  end
  if report then
    w.silent_probes = 0
    apply(permit, report)
  elseif permit then
    count_request()
    if permit.probe then
      w.silent_probes = w.silent_probes + 1
      if w.silent_probes >= most_silent_probes() then w.remaining, w.reset, w.ends_at = nil, nil, nil end
    end
  end
end

-- Messages.

local handle = {}

function handle.forget(former_names)
  retire(me, false)
  redis.call('ZADD', WORKERS, now + lease, me)
  for _, worker in ipairs(former_names) do retire(worker, false) end
end

function handle.claim(number)
  -- Epochs and bursts count from 1: it is of none.
  in_flight = in_flight + redis.call('HSETNX', PERMITS, me .. ':' .. number, '0 0')
end

function handle.back_off(seconds, backoffs)
  w.backoff_until = math.max(w.backoff_until, now + seconds)
  w.backoffs = math.max(w.backoffs, backoffs)
  w.backoff_started = w.backoff_until - math.min(MAX_BACKOFF, FIRST_BACKOFF * 2 ^ (w.backoffs - 1))
  w.refuses_without_quota = true
end

function handle.enter(number, age, max_wait)
  local call = me .. ':' .. number
  if (available() > 0 and redis.call('EXISTS', LINE) == 0) or (left() > 0 and gives_up(max_wait)) then
    grant(call)
  else
    redis.call('ZADD', LINE, now - age, call)
    advance()
  end
end

function handle.grant_left(number)
  local call = me .. ':' .. number
  if left() > 0 and redis.call('ZREM', LINE, call) == 1 then grant(call) end
end

function handle.leave(number, counted)
  local call = me .. ':' .. number
  if redis.call('ZREM', LINE, call) == 0 then
    check(take_back(call), 'a call has neither a place in the line nor a permit')
    if counted then count_request() end
  end
  advance()
end

function handle.settle(number, report)
  local permit = number ~= '' and take_back(me .. ':' .. number) or nil
  check(permit or number == '', 'a call in flight has no permit')
  learn(permit, report)
  advance()
end

local function run(cause)
  granted = {}
  load(cause)
  for _, worker in ipairs(redis.call('ZRANGEBYSCORE', WORKERS, '-inf', now)) do retire(worker, true) end
  -- A worker that is not known reports all its calls before it is heard.
  local first = messages[1] and messages[1][1]
  local known = first == 'forget' or redis.call('ZSCORE', WORKERS, me)
  if known then
    if first == 'goodbye' then
      retire(me, false)
    else
      redis.call('ZADD', WORKERS, now + lease, me)
      for _, message in ipairs(messages) do handle[message[1]](message[2], message[3], message[4]) end
    end
    for call in string.gmatch(w.mail[me] or '', '%S+') do granted[#granted + 1] = call end
    w.mail[me] = nil
  end
  advance()
  save()

  local reason, hold_until = get_hold()
  local resets_at, rate_limit = get_resets_at(), w.rate_limit
  return cjson.encode({
    now = string.format('%.6f', now),
    generation = w.generation,
    cause = w.cause,
    known = known and true or false,
    granted = granted,
    epoch = w.epoch,
    reason = reason,
    hold_for = hold_until and hold_until - now,
    rate_limit = rate_limit and {
      limit = rate_limit.limit,
      remaining = rate_limit.remaining,
      reset = rate_limit.reset and string.format('%.6f', rate_limit.reset),
    },
    -- For a worker that loses Redis: what remains, what of it is not in flight, and how many workers share it.
    remaining = w.remaining or 0,
    left = (w.remaining or 0) - in_flight,
    resets_in = resets_at and resets_at - now,
    reset = w.reset and string.format('%.6f', w.reset),
    workers = w.workers,
    -- For a worker that has to report all anew.
    backoff_in = w.backoff_until > now and w.backoff_until - now or nil,
    backoffs = w.backoffs,
  })
end

local ok, reply = pcall(run)
if not ok then
  redis.call('DEL', WINDOW, LINE, PERMITS, WORKERS)
  reply = run(type(reply) == 'table' and reply.err or tostring(reply))
end
return reply
"""
