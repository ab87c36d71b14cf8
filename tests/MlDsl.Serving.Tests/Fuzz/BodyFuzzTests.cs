using System.Collections.Concurrent;
using System.Globalization;
using MlDsl.Testing;
using Xunit.Abstractions;

namespace MlDsl.Serving.Tests.Fuzz;

/// <summary>
/// Bodies that are damaged at random, at each endpoint that takes some: each is answered as the documentation says or refused with a status and a problem that it names, never as
/// the service's own fault, in bounded memory; and whoever asks next is answered as ever.
/// </summary>
[Collection(Alone.Name)]
public sealed class BodyFuzzTests(ITestOutputHelper output)
{
    // What one request of these, of a few kilobytes each, may take, and what all of them together may leave behind: buffers of the pools. Of a million not even an object each.
    private const long MostBytes = 4L << 20, MostLeft = 32L << 20;

    public static TheoryData<string> Kinds => [.. FuzzedBodies.Kinds];

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task ADamagedBodyIsAnsweredOrRefusedAndTheNextRequestIsAnsweredAsEver(string kind)
    {
        // The full number runs in a step of its own.
        int bodies = int.Parse(Environment.GetEnvironmentVariable("MLDSL_BODY_FUZZ") ?? "2000", CultureInfo.InvariantCulture);
        await using FuzzedService service = await FuzzedService.StartAsync();
        FuzzedRequest good = FuzzedBodies.Good(kind);
        FuzzedAnswer expected = service.Ask(good);
        Assert.Null(AnswerCheck.WrongOf(good, expected));
        Assert.True(AnswerCheck.IsAnswered(good, expected), "the good request is refused");
        // What is kept for good is there now.
        for (int seed = 0; seed < Math.Min(bodies, 500); seed++) Try(service, kind, seed, good, expected, new Tally());
        service.TakeErrors();
        var tally = new Tally();
        long before = GC.GetTotalMemory(forceFullCollection: true);
        Parallel.For(0, bodies, seed => Try(service, kind, seed, good, expected, tally));
        var problems = new List<string>(Logged(kind, service.TakeErrors(), tally));
        long left = GC.GetTotalMemory(forceFullCollection: true) - before;
        string line = string.Create(
            CultureInfo.InvariantCulture,
            $"body_fuzz: endpoint={kind} bodies={bodies} answered={tally.Answered} refused={tally.Refused} failed={tally.Failures.Count} statuses={tally.Statuses} peak_kb={tally.Peak / 1e3:F0} left_kb={left / 1e3:F0}");
        output.WriteLine(line);
        if (Environment.GetEnvironmentVariable("MLDSL_BODY_FUZZ_RESULT") is { Length: > 0 } file) File.AppendAllLines(file, [line]);
        // One of each kind.
        problems.AddRange(tally.Failures.GroupBy(static f => f.What).Take(8).Select(g => $"{g.Count()} times: {g.Key}\n  first with seed {g.Min(static f => f.Seed)}: {Told(kind, g.Min(static f => f.Seed))}"));
        if (tally.Peak > MostBytes) problems.Add($"seed {tally.PeakSeed} takes {tally.Peak} bytes: {Told(kind, tally.PeakSeed)}");
        if (left > MostLeft) problems.Add($"{left} bytes are left behind");
        // Damage that nothing notices is seldom, and what everything refuses tests the door alone.
        if (tally.Answered < bodies / 100 || tally.Refused < bodies / 5) problems.Add($"too few are answered, or refused: {line}");
        Assert.True(problems.Count == 0, string.Join("\n", problems));
    }

    private static void Try(FuzzedService service, string kind, int seed, FuzzedRequest good, FuzzedAnswer expected, Tally tally)
    {
        try
        {
            FuzzedRequest request = FuzzedBodies.Drawn(kind, seed);
            long before = GC.GetAllocatedBytesForCurrentThread();
            FuzzedAnswer answer = service.Ask(request);
            tally.Note(GC.GetAllocatedBytesForCurrentThread() - before, seed, request.IsGrpc ? answer.Grpc : answer.Status.ToString(CultureInfo.InvariantCulture));
            if (AnswerCheck.WrongOf(request, answer) is { } wrong) tally.Failures.Add((seed, wrong));
            else if (AnswerCheck.IsAnswered(request, answer)) Interlocked.Increment(ref tally.Answered);
            else Interlocked.Increment(ref tally.Refused);
            if (!service.Ask(good).Body.AsSpan().SequenceEqual(expected.Body)) tally.Failures.Add((seed, "the request after it is answered otherwise"));
        }
        catch (Exception problem)
        {
            tally.Failures.Add((seed, problem.ToString()));
        }
    }

    // gRPC's host itself reads how long a frame says it is, and logs as an error what no array can hold: one for each answer UNKNOWN, and none of our code is on its stack.
    private static IEnumerable<string> Logged(string kind, IReadOnlyList<string> errors, Tally tally)
    {
        string[] ours = [.. errors.Where(e => kind != "grpc" || !e.Contains("Message too large", StringComparison.Ordinal) || e.Contains("MlDsl.", StringComparison.Ordinal))];
        if (ours.Length > 0) yield return $"{ours.Length} errors are logged, the first: {ours[0]}";
        else if (errors.Count != tally.Of("2")) yield return $"the host logs {errors.Count} errors, and {tally.Of("2")} answers are UNKNOWN";
    }

    // What was sent, for whoever looks for the cause.
    private static string Told(string kind, int seed)
    {
        try
        {
            FuzzedRequest request = FuzzedBodies.Drawn(kind, seed);
            string body = Convert.ToBase64String(request.Body);
            return $"{request.Route} {request.ContentType} {string.Join(' ', request.Headers)} cut at {request.Cut}, {request.Body.Length} bytes, in base64 {(body.Length > 4000 ? body[..4000] + "…" : body)}";
        }
        catch (Exception problem)
        {
            return $"it cannot be drawn: {problem.Message}";
        }
    }

    private sealed class Tally
    {
        private readonly object gate = new();

        public int Answered, Refused;

        private readonly SortedDictionary<string, int> statuses = new(StringComparer.Ordinal);

        public ConcurrentBag<(int Seed, string What)> Failures { get; } = [];

        /// <summary>How often each status is answered, gRPC's own over gRPC.</summary>
        public string Statuses => string.Join(',', statuses.Select(static s => FormattableString.Invariant($"{s.Key}:{s.Value}")));

        public long Peak { get; private set; }

        public int PeakSeed { get; private set; }

        public int Of(string status) => statuses.GetValueOrDefault(status);

        public void Note(long bytes, int seed, string? status)
        {
            lock (gate)
            {
                if (bytes > Peak) (Peak, PeakSeed) = (bytes, seed);
                statuses[status ?? "none"] = Of(status ?? "none") + 1;
            }
        }
    }
}
