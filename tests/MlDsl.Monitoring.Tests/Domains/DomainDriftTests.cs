using MlDsl.Monitoring.Domains;
using MlDsl.Monitoring.Tests.Observing;
using MlDsl.Training;
using Xunit.Abstractions;

namespace MlDsl.Monitoring.Tests.Domains;

/// <summary>The classifier that tells rows of a window from those of the reference: how often it is wrong, what it finds that no column shows, and what is refused. <c>MLDSL_DOMAIN_RUNS</c> says how many runs there are.</summary>
[Collection(MlDsl.Testing.Alone.Name)]
public sealed class DomainDriftTests(ITestOutputHelper output) : IDisposable
{
    private const double Weekly = 0.01;

    private static readonly WatchedColumns<Row, float> Columns = WatchedColumns<Row, float>.None
        .Number("One", static row => row.One)
        .Number("Two", static row => row.Two)
        .Number("Three", static row => row.Three)
        .Category("Kind", static row => row.Kind)
        .Category("Sex", static row => row.Sex, isSensitive: true);

    private readonly ScratchFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void ADependenceThatTurnsItsSignIsFoundAndNamed()
    {
        ScorerReference<Row, float> reference = Columns.Reference(new Silent(), Row.Made(10_000, seed: 1, correlation: 0.3));
        RowSample sample = reference.Sample(Row.Made(5_000, seed: 2, correlation: 0.3));
        int found = 0, named = 0, shown = 0;
        for (int run = 0; run < Runs(10); run++)
        {
            Row[] rows = Row.Made(500, seed: 100 + run, correlation: -0.3);
            DomainDrift drift = DomainDrift.Of(reference.Profile, sample, reference.Sample(rows), Weekly / 7, rows: 500);
            found += drift.IsAlarm ? 1 : 0;
            named += drift.Columns.Take(2).Select(static column => column.Column).Order().SequenceEqual(["One", "Two"]) ? 1 : 0;
            shown += rows.Average(static row => row.One) is > 0.2f or < -0.2f ? 1 : 0;
        }
        output.WriteLine($"{found} of {Runs(10)} found at {Weekly / 7:0.0000}, {named} named");
        Assert.InRange(found, 0.9 * Runs(10), Runs(10));
        Assert.InRange(named, 0.9 * Runs(10), Runs(10));
        Assert.Equal(0, shown);
    }

    [Fact]
    public void AlarmsOfRowsThatAreTheSameAreAsRareAsDeclared()
    {
        double level = 0.05;
        int alarms = 0, runs = Runs(150);
        double sum = 0;
        for (int run = 0; run < runs; run++)
        {
            ScorerReference<Row, float> reference = Columns.Reference(new Silent(), Row.Made(1_500, seed: 3 * run, correlation: 0.5));
            RowSample sample = reference.Sample(Row.Made(800, seed: (3 * run) + 1, correlation: 0.5)), window = reference.Sample(Row.Made(300, seed: (3 * run) + 2, correlation: 0.5));
            DomainDrift drift = DomainDrift.Of(reference.Profile, sample, window, level, seed: (ulong)run);
            alarms += drift.IsAlarm ? 1 : 0;
            sum += drift.Auc;
        }
        output.WriteLine($"{alarms} of {runs} false at {level}");
        // Three standard errors of a share of 5 %.
        Assert.InRange(alarms / (double)runs, level - (3 * Math.Sqrt(level * (1 - level) / runs)), level + (3 * Math.Sqrt(level * (1 - level) / runs)));
        Assert.InRange(sum / runs, 0.45, 0.53);
    }

    [Fact]
    public void WhatDiffersBetweenDaysIsNoDrift()
    {
        WatchedColumns<Row, float> dated = Columns.At(static row => row.At);
        int far = 0, turned = 0;
        for (int run = 0; run < Runs(6); run++)
        {
            // A day's mean is off by 0.5: a classifier that knows nothing of days tells every day from the others.
            ScorerReference<Row, float> reference = dated.Reference(new Silent(), Days(30, 300, run, 0.5));
            RowSample sample = reference.Sample(Days(30, 250, 1_000 + run, 0.5));
            var test = new DomainTest(reference.Profile, sample, level: 0.01, rows: 500, seed: 1);
            far += test.Of(reference.Sample(Days(1, 500, 2_000 + run, 0.5)).Cells.AsSpan()).IsAlarm ? 1 : 0;
            turned += test.Of(reference.Sample(Days(1, 500, 3_000 + run, -0.8)).Cells.AsSpan()).IsAlarm ? 1 : 0;
        }
        output.WriteLine($"of {Runs(6)}, {far} false at 0.01, {turned} found");
        Assert.InRange(far, 0, 1 + (0.03 * Runs(6)));
        Assert.InRange(turned, 0.9 * Runs(6), Runs(6));

        ScorerReference<Row, float> few = dated.Reference(new Silent(), Days(5, 300, 1, 0.5));
        Assert.Contains("5 days", Assert.Throws<ArgumentException>(() => DomainDrift.Of(few.Profile, few.Sample(Days(5, 300, 1, 0.5)), few.Sample(Days(1, 300, 2, 0.5)))).Message, StringComparison.Ordinal);
        few.Save(folder["few.reference"]);
        Assert.Contains("say when rows were", Assert.Throws<ArgumentException>(() => Columns.Load(folder["few.reference"]).Sample(Days(5, 300, 1, 0.5))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AMonitorAsksItOfEachWindow()
    {
        ScorerReference<Row, float> reference = Columns.Reference(new Silent(), Row.Made(10_000, seed: 1, correlation: 0.5));
        reference.Sample(Row.Made(5_000, seed: 2, correlation: 0.5)).Save(folder["rows"]);
        List<DomainDrift> heard = [];
        List<string> problems = [];
        var options = new MonitoringOptions
        {
            Every = Timeout.InfiniteTimeSpan,
            Domain = new DomainOptions { Sample = folder["rows"], Rows = 500, WeeklyRate = Weekly, OnTested = heard.Add },
            OnProblem = problem => problems.Add(problem.Message),
        };
        var model = new Silent();
        using (var monitor = new ModelMonitor<Silent, Row, float>(reference, options))
        {
            Ask(monitor, Row.Made(2_000, seed: 3, correlation: 0.5));
            Ask(monitor, Row.Made(60, seed: 4, correlation: -0.5));
            Ask(monitor, Row.Made(60, seed: 5, correlation: -0.5));
            Ask(monitor, Row.Made(2_000, seed: 6, correlation: -0.5));
            // Of two short windows the second is looked at, with the rows of both.
            Assert.Equal([500, 120, 500], heard.Select(static drift => drift.Rows));
            Assert.Equal([false, true], new[] { heard[0].IsAlarm, heard[2].IsAlarm });
            Assert.Equal(["One", "Two"], heard[2].Columns.Take(2).Select(static column => column.Column).Order());
            Assert.Contains($"by {heard[2].Columns[0].Column} and {heard[2].Columns[1].Column}: AUC ", heard[2].ToString(), StringComparison.Ordinal);
            Assert.DoesNotContain("Sex", heard[2].Columns.Select(static column => column.Column));
            Assert.Equal(heard, monitor.Domains);
            Assert.Contains("Rows are told from those of the reference", monitor.Report().ToHtml(), StringComparison.Ordinal);

            Row[] rows = Row.Made(1_000, seed: 7, correlation: 0.5);
            var said = new float[rows.Length];
            long least = long.MaxValue;
            for (int turn = 0; turn < 3; turn++)
            {
                long before = GC.GetAllocatedBytesForCurrentThread();
                monitor.Observe(model, rows, said);
                least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
            }
            Assert.Equal(0, least);
        }
        Assert.Empty(problems);

        // The sample of another reference is told once, and nothing is compared with it.
        heard.Clear();
        using (var monitor = new ModelMonitor<Silent, Row, float>(Columns.Reference(model, Row.Made(4_000, seed: 9, correlation: 0)), options))
        {
            Ask(monitor, Row.Made(500, seed: 3, correlation: 0));
            Ask(monitor, Row.Made(500, seed: 4, correlation: 0));
        }
        Assert.Contains("is of the reference", Assert.Single(problems), StringComparison.Ordinal);
        Assert.Empty(heard);

        void Ask(ModelMonitor<Silent, Row, float> monitor, Row[] rows)
        {
            monitor.Watching(model).Run(rows, new float[rows.Length]);
            monitor.Close();
        }
    }

    [Fact]
    public void ASampleHasCellsOfRowsAndIsReadWhole()
    {
        ScorerReference<Row, float> reference = Columns.Reference(new Silent(), Row.Made(4_000, seed: 1, correlation: 0.5));
        RowSample sample = reference.Sample(Row.Made(4_000, seed: 2, correlation: 0.5), new RowSampleOptions { Rows = 1_000 });
        Assert.Equal((1_000, false), (sample.Rows, sample.HasDays));
        Assert.Equal<string>(["One", "Two", "Three", "Kind"], sample.Columns);
        Assert.Contains("Sex", reference.Sample(Row.Made(500, seed: 2, correlation: 0.5), new RowSampleOptions { IncludesSensitive = true }).Columns);
        sample.Save(folder["rows"]);
        byte[] bytes = File.ReadAllBytes(folder["rows"]);
        Assert.InRange(bytes.Length, 4_000, 4_200);
        RowSample read = RowSample.Load(folder["rows"], reference.Profile);
        read.Save(folder["again"]);
        Assert.Equal(bytes, File.ReadAllBytes(folder["again"]));
        // The same rows and seed, the same sample.
        reference.Sample(Row.Made(4_000, seed: 2, correlation: 0.5), new RowSampleOptions { Rows = 1_000 }).Save(folder["again"]);
        Assert.Equal(bytes, File.ReadAllBytes(folder["again"]));

        for (int length = 0; length < bytes.Length; length += 1 + (length / 5)) Refused(bytes[..length], "cut short");
        for (int place = 0; place < bytes.Length; place += 1 + (place / 5))
        {
            byte[] changed = [.. bytes];
            changed[place] ^= 1;
            Refused(changed, "rows");
        }
        Assert.Contains("cannot be read", Assert.Throws<ModelFileException>(() => RowSample.Load(folder["none"], reference.Profile)).Message, StringComparison.Ordinal);
        ScorerReference<Row, float> other = Columns.Reference(new Silent(), Row.Made(4_000, seed: 5, correlation: 0.5));
        Assert.Contains("is of the reference", Assert.Throws<ModelFileException>(() => RowSample.Load(folder["rows"], other.Profile)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => DomainDrift.Of(other.Profile, sample, sample));
        Assert.Throws<ArgumentException>(() => DomainDrift.Of(reference.Profile, sample, other.Sample(Row.Made(500, seed: 2, correlation: 0.5))));
        Assert.Throws<ArgumentOutOfRangeException>(() => DomainDrift.Of(reference.Profile, sample, sample, level: 0));
        Assert.Contains("99 rows are too few", Assert.Throws<ArgumentException>(() => reference.Sample(Row.Made(99, seed: 2, correlation: 0.5))).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => new RowSampleOptions { Rows = 499 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new DomainOptions { Sample = "x", WeeklyRate = 0.5 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new DomainOptions { Sample = "x", Rows = 99 });
        Assert.Throws<ArgumentException>(() => new DomainOptions { Sample = "" });

        void Refused(byte[] wrong, string message)
        {
            File.WriteAllBytes(folder["cut"], wrong);
            string said = Assert.Throws<ModelFileException>(() => RowSample.Load(folder["cut"], reference.Profile)).Message;
            Assert.Contains(folder["cut"], said, StringComparison.Ordinal);
            if (message != "rows") Assert.Contains(message, said, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void AModelsOwnReferenceHasSamples()
    {
        VisitModel model = Visits.Model;
        RowSample sample = RowSample.Of(model, Visits.Inputs);
        Assert.Equal(model.Reference!.Columns.Select(static column => column.Name), sample.Columns);
        DomainDrift same = DomainDrift.Of(model.Reference, sample, RowSample.Of(model, Visit.Made(500, seed: 77).Select(static visit => visit.ToInput())));
        Assert.False(same.IsAlarm);
        Assert.Contains("has no reference", Assert.Throws<ArgumentException>(() => RowSample.Of(new Silent(), Row.Made(500, seed: 1, correlation: 0))).Message, StringComparison.Ordinal);
    }

    // More where the simulations are asked for.
    private static int Runs(int few) => Environment.GetEnvironmentVariable("MLDSL_DOMAIN_RUNS") is { } runs ? int.Parse(runs, System.Globalization.CultureInfo.InvariantCulture) : few;

    // Days whose means of one column differ.
    private static Row[] Days(int days, int rows, int seed, double correlation)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, days).SelectMany(day =>
        {
            float off = (float)(0.5 * Math.Sqrt(3) * ((2 * random.NextDouble()) - 1));
            return Row.Made(rows, random.Next(), correlation).Select(row => row with { Three = row.Three + off, At = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero).AddDays(day) });
        })];
    }

    private sealed record Row(float One, float Two, float Three, string Kind, string Sex, DateTimeOffset At)
    {
        /// <summary>Rows whose first two columns are normal, and depend on each other.</summary>
        public static Row[] Made(int rows, int seed, double correlation)
        {
            var draws = new double[3 * rows];
            Normal.Draw(EvaluationRandom.Stream((ulong)seed, 11), draws);
            var random = new Random(seed);
            string[] kinds = ["a", "b", "c"], sexes = ["f", "m"];
            return [.. Enumerable.Range(0, rows).Select(i => new Row(
                (float)draws[3 * i],
                (float)((correlation * draws[3 * i]) + (Math.Sqrt(1 - (correlation * correlation)) * draws[(3 * i) + 1])),
                (float)draws[(3 * i) + 2],
                kinds[random.Next(3)],
                sexes[random.Next(2)],
                default))];
        }
    }

    private sealed class Silent : IScorer<Row, float>
    {
        public void Run(in Row input, out float output) => output = 0;

        public void Run(ReadOnlySpan<Row> inputs, Span<float> outputs) => outputs.Clear();

        public ValueTask<float> RunAsync(Row input, CancellationToken cancellation = default) => new(0f);
    }
}
