using System.Globalization;
using MlDsl.Monitoring.Tests.Samples;
using MlDsl.Testing;
using MlDsl.Training;
using Xunit.Abstractions;

namespace MlDsl.Monitoring.Tests.Alarms;

/// <summary>Alarms against references whose sensitive columns have noise: as rare as declared, because they know of it.</summary>
[Collection(Alone.Name)]
public sealed class NoisyReferenceTests(ITestOutputHelper output)
{
    // 20,000 rows of 12 bins: a cell's noise has a deviation of 141 rows, beside 39 of its own.
    private const double Epsilon = 0.02;
    private const int Runs = 300, Days = 28;

    private static readonly DriftWorld World = new() { Columns = 4 };

    [Fact]
    public void AlarmsAreAsRareAsDeclared()
    {
        DriftSimulation known = DriftSimulation.Run(World, Runs, Days, noise: static (reference, run) => Noisy(reference, run));
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"monitoring: noise={Epsilon} runs={Runs} weeks={known.Weeks} declared=0.05 window_false={known.WindowRate:F4} trend_false={known.TrendRate:F4}"));
        // 1,200 weeks, those of a run with one reference: four standard errors, and on the quiet side what normal draws cost.
        Assert.InRange(known.WindowRate, 0.02, 0.05 + (4 * Math.Sqrt(0.05 * 0.95 / (Runs * 2))));
        Assert.InRange(known.TrendRate, 0, 0.05);

        // The same counts, as if they were exact: then the noise is drift.
        DriftSimulation unknown = DriftSimulation.Run(World, Runs, Days, noise: static (reference, run) => Noisy(reference, run) is var noisy ? noisy with { Columns = [.. noisy.Columns.Select(static column => column with { Epsilon = null })] } : noisy);
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"monitoring: noise_unknown={Epsilon} unknown_window={unknown.WindowRate:F4} unknown_trend={unknown.TrendRate:F4}"));
        Assert.True(unknown.WindowRate > 2 * known.WindowRate, $"{unknown.WindowRate}");
        Assert.True(unknown.TrendRate > 0.2, $"{unknown.TrendRate}");
    }

    // Categories of two, five, many, and many beside a frequent one: of a share the noise is that of one cell, whose tails are long, and cells of 55 rows would often be below 0.
    [Fact]
    public void AlarmsOfCategoriesAreAsRareAsDeclared()
    {
        const int RowsPerDay = 5000, Fortnight = 14, ReferenceRows = 20_000;
        double[][] truths = [[0.5, 0.5], [.. Enumerable.Repeat(0.2, 5)], [.. Enumerable.Repeat(1 / 31.0, 31)], [1 - (31 * 0.00275), .. Enumerable.Repeat(0.00275, 31)]];
        int weeks = 0, trends = 0;
        Parallel.For(0, Runs, run =>
        {
            var random = new Random(run);
            ReferenceProfile exact = Counted.Reference([.. truths.Select((truth, column) => Counted.Category($"c{column}", [.. Drawn(truth, ReferenceRows).Select(static (rows, one) => ($"{one}", rows))]))]);
            ReferenceProfile noisy = Noisy(exact, run);
            var alarms = new DriftAlarms(noisy, new AlarmOptions { Draws = 499, Seed = (ulong)run });
            bool week = false, trend = false;
            for (int day = 0; day < Fortnight; day++)
            {
                WindowVerdict verdict = alarms.Observe(Counted.Window(noisy, day, [.. truths.Select(truth => (long[])[.. Drawn(truth, RowsPerDay), 0, 0])]));
                week |= verdict.Alarms.Any(static alarm => alarm.Kind == AlarmKind.Window);
                trend |= verdict.Alarms.Any(static alarm => alarm.Kind == AlarmKind.Trend);
                if (day % 7 != 6) continue;
                if (week) Interlocked.Increment(ref weeks);
                week = false;
            }
            if (trend) Interlocked.Increment(ref trends);

            long[] Drawn(double[] truth, int rows)
            {
                var counts = new long[truth.Length];
                for (int row = 0; row < rows; row++)
                {
                    int one = 0;
                    for (double left = random.NextDouble() - truth[0]; left >= 0 && one < truth.Length - 1; left -= truth[one]) one++;
                    counts[one]++;
                }
                return counts;
            }
        });
        double windowRate = weeks / (2.0 * Runs), trendRate = trends / (double)Runs;
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"monitoring: noise_categories={Epsilon} runs={Runs} window_false={windowRate:F4} trend_false={trendRate:F4}"));
        // A run's weeks share its noise: four standard errors of so many runs.
        double most = 0.05 + (4 * Math.Sqrt(0.05 * 0.95 / Runs));
        Assert.InRange(windowRate, 0.005, most);
        Assert.InRange(trendRate, 0, most);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(5)]
    [InlineData(10)]
    [InlineData(20)]
    public void TailsOfNoiseAreInTheScore(double far)
    {
        // Of two cells the mean varies by the difference of two draws: P(|·| > d) = (1 + d / 2b) exp(−d / b) with b = 2 / ε, near enough.
        const double Little = 0.001;
        var noise = new MeanNoise([1, -1], 1, Little);
        double difference = far * 2 / Little, tail = (1 + (far / 2)) * Math.Exp(-far);
        Assert.InRange(Normal.TwoSided(SignedRoot.Of(difference, 1, noise)) / tail, 0.9, 1.1);
        Assert.Equal(-SignedRoot.Of(difference, 1, noise), SignedRoot.Of(-difference, 1, noise), 1e-9);
        // Beside a normal draw that is much wider it is lost.
        double wide = 100 * noise.Variance;
        Assert.Equal(3, SignedRoot.Of(3 * Math.Sqrt(wide), wide, noise), 0.05);
    }

    [Fact]
    public void WithLittleNoiseAShiftIsFoundAsWithout()
    {
        DriftSimulation shifted = DriftSimulation.Run(World, 60, 3, shift: 0.3, noise: static (reference, run) => CountNoise.AddTo(Sensitive(reference), 1, new Random(run)));
        Assert.InRange(shifted.FoundRate, 0.9, 1);
    }

    [Fact]
    public void TheVarianceOfAComponentIsThatOfItsNoise()
    {
        ReferenceProfile exact = Sensitive(Counted.Usual), noisy = CountNoise.AddTo(exact, 0.1, new Random(1));
        Assert.All(ShiftComponents.Of(exact), static component => Assert.Null(component.Noise));
        ShiftComponent[] components = ShiftComponents.Of(noisy);
        ShiftComponent share = components.First(static component => component.Kind == ShiftKind.Share);
        // Of a share: the noise of the cell, less what is taken from each for all to add up, over the deviation of a row.
        double ofCells = (1 - (1.0 / share.Scores.Length)) * CountNoise.Variance(0.1) / 1e8 / (share.Share * (1 - share.Share));
        Assert.Equal(ofCells, share.NoiseVariance, 1e-12);
        Assert.All(components.Where(static component => component.Column < 2), static component => Assert.True(component.NoiseVariance > 0));
        Assert.All(components.Where(static component => component.Column == 2), static component => Assert.Null(component.Noise));
    }

    [Fact]
    public void AFittedModelHasNoiseWhereItIsAskedForAndItsFileKeepsIt()
    {
        LoanModel[] models = [.. Enumerable.Range(0, 4).Select(static _ => LoanModel.Fit(Loans, control: new TrainingControl { ReferenceNoise = 0.05 }))];
        ColumnProfile[] sexes = [.. models.Select(static model => model.Reference!.Columns.Single(static column => column.Name == "Sex"))];
        Assert.All(sexes, static sex => Assert.Equal(0.05, sex.Epsilon));
        Assert.All(sexes, static sex => Assert.Equal(Loans.Count, sex.ToCells().Sum()));
        // No seed: four draws of some sixty rows' deviation are not one.
        Assert.True(sexes.Select(static sex => sex.Counts[0]).Distinct().Count() > 1);
        Assert.All(models[0].Reference!.Columns.Where(static column => column.Name != "Sex"), static column => Assert.Null(column.Epsilon));
        using var file = new MemoryStream();
        models[0].Save(file);
        Assert.Equal(ReferenceFile.Write(models[0].Reference!), ReferenceFile.Write(LoanModel.Load(file.ToArray()).Reference!));
        Assert.All(LoanModel.Fit(Loans).Reference!.Columns, static column => Assert.Null(column.Epsilon));
    }

    [Fact]
    public void RowsWithTimesTakeNone()
    {
        TrainSet<Call> calls = Dataset<Call>.FromRows(Enumerable.Range(0, 300).Select(static i => new Call { At = new DateTime(2026, 1, 1).AddDays(i), Caller = i % 2 == 0 ? "f" : "m", Length = i % 10, Cost = i % 20 })).SplitByTime(validation: 0.1, test: 0.1).Train;
        Assert.Contains("blocks of the [EventTime] of 'Call' would tell", Assert.Throws<TrainingException>(() => CallModel.Fit(calls, control: new TrainingControl { ReferenceNoise = 1 })).Message, StringComparison.Ordinal);
        Assert.Null(CallModel.Fit(calls, control: new TrainingControl { ReferenceNoise = 1, Reference = false }).Reference);
    }

    [Fact]
    public void NoiseAndTimesExcludeEachOther()
    {
        var columns = WatchedColumns<int, int>.None.Number("Age", static row => row, isSensitive: true);
        Assert.Throws<ArgumentException>(() => columns.At(static _ => DateTimeOffset.UnixEpoch).WithNoise(1));
        Assert.Throws<ArgumentException>(() => columns.WithNoise(1).At(static _ => DateTimeOffset.UnixEpoch));
        Assert.Throws<ArgumentOutOfRangeException>(() => columns.WithNoise(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => columns.WithNoise(double.NaN));
    }

    private static TrainSet<Loan> Loans { get; } = Dataset<Loan>.FromRows(Enumerable.Range(0, 1000).Select(static i => new Loan
    {
        Number = $"{i}",
        Amount = i * 37 % 101,
        Age = i % 60,
        Purpose = i % 2 == 0 ? "car" : "house",
        Sex = i % 3 == 0 ? "f" : "m",
        Applied = new DateTime(2026, 1, 1).AddDays(i % 300),
        Scores = [i % 7, i % 5],
        Paid = i * 53 % 100 > 40,
    })).SplitRandom(0.1, 0.1, seed: 1).Train;

    private static ReferenceProfile Noisy(ReferenceProfile reference, int run) => CountNoise.AddTo(Sensitive(reference), Epsilon, new Random(run));

    private static ReferenceProfile Sensitive(ReferenceProfile reference) => reference with { Columns = [.. reference.Columns.Select(static column => column with { IsSensitive = true })] };
}

[Dataset]
public sealed partial record Call
{
    [EventTime] public required DateTime At { get; init; }
    [Sensitive, Categorical] public required string Caller { get; init; }
    [Numeric] public required float Length { get; init; }
    [Label] public float Cost { get; init; }
}

[Model<Call, Regression>(Name = "call")]
public sealed partial class CallModel;
