using MlDsl.Forecasting;
using MlDsl.Reports;
using MlDsl.Reports.Tests.Whole;
using MlDsl.Training;

namespace MlDsl.Tasks.Tests.Forecasting;

/// <summary>Covariates that are known up to the origin tell what they can from there, and nothing that comes later.</summary>
public sealed class PastCovariateTests
{
    private const int Days = 240;

    private static readonly List<Usage> Rows = Usages.Of(8, Days, seed: 1);
    private static readonly LinearUsage Linear = LinearUsage.Fit(Usages.Train(Rows));

    [Fact]
    public void WhatLeadsTheValueTellsAsManySteps()
    {
        Split<Usage> split = Usages.Split(Rows, Days, 60);
        ForecastMetrics linear = LinearUsage.Fit(split.Train).Evaluate(split.Validation, split.Train);
        Assert.True(linear.Mase.Value < 0.1, $"{linear}");
        // Six steps ahead, of which three are told.
        TreeUsage trees = TreeUsage.Fit(split.Train);
        double[] errors = ErrorsByStep(trees, split, 6), naive = ErrorsByStep(TreeUsage.Fit(split.Train, new SeasonalNaiveOptions()), split, 6);
        for (int step = 0; step < 6; step++) Assert.True(step < Usages.Leads ? errors[step] < 0.35 * naive[step] : errors[step] > 0.6 * naive[step], $"step {step + 1}: {errors[step]} beside {naive[step]}");
    }

    // The value itself as a covariate: whoever read it at its own step would know all; at the origin it says no more than the history does.
    [Fact]
    public void TheValueItselfTellsNoMoreThanTheHistory()
    {
        var random = new Random(3);
        List<Usage> blind = [.. Rows.Select(row => row with { Lead = (float)random.NextDouble(), Warmth = 1 })];
        List<Usage> planted = [.. blind.Select(static row => row with { Lead = row.Used, Warmth = 3 * row.Used, Alarm = row.Used > 3 })];
        foreach (TrainerOptions trainer in (TrainerOptions[])[new LinearRegressionOptions(), new LightGbmOptions { Trees = 60, Leaves = 15 }])
        {
            double without = Mase(blind), with = Mase(planted);
            Assert.True(with > 0.9 * without && with > 0.6, $"{trainer.Trainer}: {with} beside {without}");

            double Mase(List<Usage> rows)
            {
                Split<Usage> split = Usages.Split(rows, Days, 60);
                return LinearUsage.Fit(split.Train, trainer).Evaluate(split.Validation, split.Train).Mase.Value;
            }
        }
    }

    [Fact]
    public void NothingBehindTheOriginIsReadByAForecast()
    {
        DateOnly origin = Usages.First.AddDays(Days - 3);
        Usage[] history = [.. Rows.Where(row => row.Day < origin)], ahead = [.. Rows.Where(row => row.Day >= origin)];
        ForecastStep[] wanted = Steps(Linear.Forecast(history, ahead));
        Assert.Equal(wanted, Steps(Linear.Forecast(history)));
        Assert.Equal(wanted, Steps(Linear.Forecast(history, ahead.Select(static row => row with { Lead = Usage.Unread, Warmth = Usage.Unread, Alarm = !row.Alarm }))));
        Assert.Equal(wanted, Steps(Linear.Forecast(history, ahead.Select(static row => row with { Lead = float.NaN, Warmth = float.PositiveInfinity }))));
        // At the origin it is read.
        Assert.NotEqual(wanted, Steps(Linear.Forecast(history.Select(row => row.Day == origin.AddDays(-1) ? row with { Lead = row.Lead + 1 } : row), ahead)));
        Assert.Throws<InvalidOperationException>(() => Linear.Forecast(history.Select(row => row.Day == origin.AddDays(-1) ? row with { Lead = Usage.Unread } : row)));
    }

    // From the first origin on the side that is measured, with all covariates behind it others; from the second they are history.
    [Fact]
    public void NothingBehindAnOriginIsReadByAnEvaluation()
    {
        DateOnly origin = Usages.First.AddDays(Days - 6);
        List<double[]> as_is = Points(Rows), altered = Points([.. Rows.Select(row => row.Day >= origin ? Other(row) : row)]);
        Assert.Equal(16, as_is.Count);
        for (int i = 0; i < 16; i++) Assert.Equal(i % 2 == 0, as_is[i].SequenceEqual(altered[i]));

        List<double[]> Points(List<Usage> rows)
        {
            Split<Usage> split = Usages.Split(rows, Days, 6);
            return [.. LinearUsage.Fit(split.Train).Study(split.Validation, split.Train, EvaluationOptions.Default).Origins.Select(static o => o.Points.ToArray())];
        }
    }

    // A covariate that is told for the first time behind the origin is not known at it, whatever stands for what was missing before.
    [Fact]
    public void WhatBeginsBehindAnOriginIsNotKnownAtIt()
    {
        PlannedForecast model = PlannedForecast.Fit(Dataset<PlannedUsage>.FromRows(PlannedUsages.Of(8, 150, seed: 6)).SplitByTime(0, 0).Train);
        List<PlannedUsage> rows = PlannedUsages.Of(6, 120, seed: 7);
        DateOnly origin = Usages.First.AddDays(102);
        List<double[]> never = Points(null), later = Points(true);
        Assert.Equal(12, never.Count);
        for (int i = 0; i < never.Count; i++) Assert.Equal(i % 2 == 0, never[i].SequenceEqual(later[i]));

        List<double[]> Points(bool? alarm)
        {
            Split<PlannedUsage> split = Dataset<PlannedUsage>.FromRows([.. rows.Select(row => row with { Alarm = row.Day < origin ? null : alarm })]).SplitByTime(0.15, 0);
            return [.. model.Study(split.Validation, split.Train, EvaluationOptions.Default).Origins.Select(static o => o.Points)];
        }
    }

    // The last horizon of the training rows is label and calibration alone.
    [Fact]
    public void NothingBehindTheLastOriginIsReadByAFit()
    {
        DateOnly origin = Usages.First.AddDays(Days - 3);
        LinearUsage altered = LinearUsage.Fit(Usages.Train(Rows.Select(row => row.Day >= origin ? Other(row) : row)));
        Assert.Equal(Written(Linear.Predictor!), Written(altered.Predictor!));
        Usage[] history = [.. Rows.Where(row => row.Day < origin)];
        Assert.Equal(Steps(Linear.Forecast(history)), Steps(altered.Forecast(history)));
        Assert.NotEqual(Written(Linear.Predictor!), Written(LinearUsage.Fit(Usages.Train(Rows.Select(row => row.Day >= origin.AddDays(-1) ? Other(row) : row))).Predictor!));
    }

    [Fact]
    public void AMissingValueIsTheLastOneBefore()
    {
        DateOnly last = Usages.First.AddDays(Days - 1);
        Usage[] rows = [.. Rows.Where(static row => row.Plant == "p1")];
        float before = rows[^3].Warmth ?? rows.Last(row => row.Day < last.AddDays(-1) && row.Warmth is not null).Warmth!.Value;
        Assert.Equal(Told(before), Told(null));
        Assert.NotEqual(Told(before + 1), Told(null));
        // One that begins with none begins with the first, once it is known; one without any tells nothing.
        Assert.Equal(Steps(Linear.Forecast(rows.Select(static (row, i) => i < 220 ? row with { Warmth = 4 } : row with { Warmth = i }))), Steps(Linear.Forecast(rows.Select(static (row, i) => i is < 220 and not 219 ? row with { Warmth = null } : row with { Warmth = i == 219 ? 4 : i }))));
        Assert.Equal(Steps(Linear.Forecast(rows.Select(static row => row with { Warmth = 7 }))), Steps(Linear.Forecast(rows.Select(static row => row with { Warmth = null }))));

        ForecastStep[] Told(float? now) => Steps(Linear.Forecast([.. rows[..^2], rows[^2] with { Warmth = now }, rows[^1] with { Warmth = now }]));
    }

    [Fact]
    public void AStepWithoutARowHasTheLastOneBefore()
    {
        List<Usage> rows = [.. Rows.Where(static row => row.Plant == "p1")];
        foreach (Func<IEnumerable<Usage>, IReadOnlyList<SeriesForecast<Usage>>> forecast in (Func<IEnumerable<Usage>, IReadOnlyList<SeriesForecast<Usage>>>[])
            [ZeroUsage.Fit(Usages.Train(Rows)).Forecast, DrawnUsage.Fit(Usages.Train(Rows)).Forecast])
        {
            // The value of the gap, as its policy says, with the covariates of the row before.
            bool isZero = forecast.Target is ZeroUsage;
            Usage filled = rows[^4] with { Day = rows[^3].Day, Used = isZero ? 0 : (rows[^4].Used + rows[^2].Used) / 2 };
            ForecastStep[] wanted = Steps(forecast([.. rows[..^3], filled, .. rows[^2..]])), told = Steps(forecast([.. rows[..^3], .. rows[^2..]]));
            for (int step = 0; step < wanted.Length; step++) Assert.Equal(wanted[step].Value, told[step].Value, 1e-5 * wanted[step].Value);
        }
    }

    [Fact]
    public void AValueThatIsNoNumberIsNamed()
    {
        Usage[] rows = [.. Rows.Where(static row => row.Plant == "p1")];
        Assert.Equal(
            "'Lead' of row 8, at 2025-01-13 00:00:00, is NaN, and a past covariate is of finite numbers; mend it, or declare the property nullable where a value may be missing: the last one before it then stands",
            Assert.Throws<SeriesException>(() => Linear.Forecast(rows.Select(static (row, i) => i == 7 ? row with { Lead = float.NaN } : row))).Message);
        Assert.Contains("'Warmth' of row 240, at 2025-09-02 00:00:00, is Infinity", Assert.Throws<SeriesException>(() => LinearUsage.Fit(Usages.Train(rows.Select(static (row, i) => i == 239 ? row with { Warmth = float.PositiveInfinity } : row)))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void MethodsOfOneSeriesSeeNoCovariate()
    {
        foreach (TrainerOptions trainer in (TrainerOptions[])[new SeasonalNaiveOptions(), new ThetaOptions(), new EtsOptions()])
        {
            LinearUsage model = LinearUsage.Fit(Usages.Train(Rows.Select(static row => row with { Lead = float.NaN })), trainer);
            Assert.Equal(8 * 3, Steps(model.Forecast(Rows.Select(static row => row with { Warmth = Usage.Unread }))).Length);
            using var stream = new MemoryStream();
            model.Save(stream);
            stream.Position = 0;
            Assert.Empty(LinearUsage.Load(stream).FeatureNames);
        }
    }

    [Fact]
    public void NamesTellWhatIsSeen()
    {
        Assert.Equal(Linear.Predictor!.Width, Linear.FeatureNames.Count);
        Assert.Equal(Linear.FeatureNames.Count, Linear.FeatureNames.Distinct().Count());
        Assert.Equal(
            ["Lead 1 ago", "Lead 1 ago less the season before", "Lead 1 before the step", "Lead 2 before the step", "Lead 3 before the step", "Lead 4 before the step", "Lead 5 before the step", "Lead season 1 ago", "Lead season 2 ago", "Lead mean of season 1 ago", "Lead mean of season 2 ago"],
            Linear.FeatureNames.Where(static name => name.StartsWith("Lead", StringComparison.Ordinal)));
        Assert.Equal(7 + 6, Linear.FeatureNames.Count(static name => name.StartsWith("Alarm", StringComparison.Ordinal)));
        Assert.Equal(("lead_kw", "PastCovariate(Lags=5)", false), Usage.Schema.Columns.Where(static c => c.Member == "Lead").Select(static c => (c.Name, c.Kind, c.IsInput)).Single());
    }

    [Fact]
    public void ASavedModelForecastsTheSame()
    {
        using MemoryStream first = new(), second = new();
        Linear.Save(first);
        first.Position = 0;
        LinearUsage loaded = LinearUsage.Load(first);
        Assert.Equal(Steps(Linear.Forecast(Rows)), Steps(loaded.Forecast(Rows)));
        Assert.Equal(Linear.FeatureNames, loaded.FeatureNames);
        loaded.Save(second);
        Assert.Equal(first.ToArray(), second.ToArray());
    }

    [Fact]
    public void AFileWithOtherCovariatesIsRefused()
    {
        using var stream = new MemoryStream();
        Linear.Save(stream);
        ForecastParts parts = ForecastFile.Read(stream.ToArray(), "usage", new ModelContract("LinearUsage", "Forecast", Usage.Schema, null, SchemaChange.None), Declared<Usage>());
        Assert.Equal(Declared<Usage>(), parts.Shape.Covariates.Select(static c => c.Covariate));
        ForecastParts swapped = parts with { Shape = parts.Shape with { Covariates = [.. parts.Shape.Covariates.Reverse()] } };
        Assert.Contains("'pastCovariates' are not those of 'Usage'", Refused(swapped), StringComparison.Ordinal);
        Assert.Contains("are not of one model", Refused(parts with { Shape = parts.Shape with { Covariates = [] } }), StringComparison.Ordinal);
        Assert.Contains("'pastCovariates' are not those of 'Usage'", Refused(parts with { Shape = parts.Shape with { IsRecursive = true } }), StringComparison.Ordinal);

        static string Refused(ForecastParts parts) => Assert.Throws<ModelFileException>(() => LinearUsage.Load(new MemoryStream(ForecastFile.Write(parts).File))).Message;
        static IReadOnlyList<PastCovariate> Declared<T>() where T : IRow<T> => T.PastCovariates;
    }

    // A leap of one series' covariate to another size changes nothing: each is told in its own units.
    [Fact]
    public void ACovariateIsToldInUnitsOfItsOwnSeries()
    {
        ForecastStep[] as_is = Steps(Linear.Forecast(Rows)), scaled = Steps(Linear.Forecast(Rows.Select(static row => row with { Lead = 64 * row.Lead })));
        Assert.Equal(as_is, scaled);
    }

    [Fact]
    public void EachFoldIsForecastFromItsOwnPast()
    {
        CrossValidation<ForecastMetrics> cross = LinearUsage.CrossValidate(Usages.Split(Rows, Days, 3).Development.RollingOrigin(3, TimeSpan.FromDays(9)));
        Assert.All(cross.Folds, static fold => Assert.True(fold.Mase.Value < 0.1 && fold.Rows == 8 * 9, $"{fold}"));
    }

    [Fact]
    public void APageTellsHowManyAreSeen()
    {
        Split<Usage> split = Usages.Split(Rows, Days, 60);
        var options = new ForecastReportOptions { Evaluation = new() { Resamples = 20 } };
        Assert.Contains("columns known up to the origin3", Parsed.Of(LinearUsage.Fit(split.Train).Report(split.Validation, split.Train, options)).QuerySelector("#model")!.TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("known up to the origin", LinearUsage.Fit(split.Train, new SeasonalNaiveOptions()).Report(split.Validation, split.Train, options).ToJson(), StringComparison.Ordinal);
    }

    private static Usage Other(Usage row) => row with { Lead = -7 * row.Lead, Warmth = 1e6f, Alarm = !row.Alarm };

    private static ForecastStep[] Steps(IReadOnlyList<SeriesForecast<Usage>> forecasts) => [.. forecasts.SelectMany(static forecast => forecast.Steps)];

    private static byte[] Written(Predictor predictor)
    {
        var buffer = new System.Buffers.ArrayBufferWriter<byte>();
        predictor.Write(buffer);
        return buffer.WrittenSpan.ToArray();
    }

    private static double[] ErrorsByStep(TreeUsage model, Split<Usage> split, int horizon)
    {
        ForecastStudy study = model.Study(split.Validation, split.Train, EvaluationOptions.Default);
        return [.. Enumerable.Range(0, horizon).Select(step => study.Origins.Where(o => o.Points.Length > step).Average(o => Math.Abs(o.Actual[step] - o.Points[step]) / o.Scale))];
    }
}
