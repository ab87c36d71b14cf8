using System.Globalization;
using System.Text.Json;
using AngleSharp.Html.Dom;
using MlDsl.Forecasting;
using MlDsl.Reports;
using MlDsl.Reports.Tests.Whole;
using MlDsl.Tasks.Pages;
using MlDsl.Tasks.Tests.Forecasting;
using static MlDsl.Tasks.Tests.Pages.ReportFigures;

namespace MlDsl.Tasks.Tests.Pages;

/// <summary>Pages of forecasts: figures as the model's own methods tell them, and nobody's name.</summary>
public sealed class ForecastReportTests
{
    private const int Shops = 12, Horizon = 14;

    private static readonly ForecastReportOptions Quick = new() { Evaluation = new() { Resamples = 20 }, Purpose = "Orders for <b>shops</b>." };

    [Fact]
    public void AForecastIsShownByStepsQuantilesAndSeries()
    {
        Split<Sale> split = Named(MadeUpSales.Of(Shops, 300));
        LinearSales model = LinearSales.Fit(split.Train);
        ForecastReportOptions fewer = Quick with { MinCellRows = 1 };
        Report report = model.Report(split.Validation, split.Train, fewer);
        IHtmlDocument page = Parsed.Of(report);
        Assert.Equal(["model", "metrics", "horizon", "quantiles", "series", "data", "provenance"], Parsed.Sections(page));
        Assert.Equal(["Error by steps ahead", "Bias by steps ahead", "Coverage by steps ahead"], Parsed.Plots(page, "horizon"));
        Assert.Equal(["Values below each quantile"], Parsed.Plots(page, "quantiles"));
        Assert.Equal(["All series together", "Errors of series"], Parsed.Plots(page, "series"));
        Assert.Contains("Orders for <b>shops</b>.", page.QuerySelector("#model")!.TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", page.DocumentElement.OuterHtml, StringComparison.Ordinal);
        ForecastMetrics metrics = model.Evaluate(split.Validation, split.Train, Quick.Evaluation);
        Assert.All(metrics.Named, m => Assert.Contains($"{m.Name}{m.Metric}", page.QuerySelector("#metrics")!.TextContent, StringComparison.Ordinal));
        Assert.Equal(report.ToJson(), LinearSales.Fit(split.Train).Report(split.Validation, split.Train, fewer).ToJson());
    }

    // Every series has as many values at each step: means over steps of means over series are those of the metrics.
    [Fact]
    public void StepsAddUpToTheMetrics()
    {
        Split<Sale> split = Named(MadeUpSales.Of(Shops, 300));
        LinearSales model = LinearSales.Fit(split.Train);
        using var figures = new ReportFigures(model.Report(split.Validation, split.Train, Quick));
        ForecastMetrics metrics = model.Evaluate(split.Validation, split.Train, Quick.Evaluation);
        JsonElement[] errors = figures.Plot("horizon", "Error by"), coverage = figures.Plot("horizon", "Coverage by"), bias = figures.Plot("horizon", "Bias by");
        Assert.Equal(Enumerable.Range(1, Horizon), errors.Select(static row => row[0].GetInt32()));
        Assert.Equal(metrics.Mase.Value, errors.Average(static row => Number(row[1])), 1e-9);
        Assert.Equal(metrics.Baseline!.Mase.Value, errors.Average(static row => Number(row[2])), 1e-9);
        Assert.Equal(metrics.Coverage.Value, coverage.Average(static row => Number(row[1])), 1e-9);
        Assert.All(errors, static row => Assert.InRange(Number(row[1]), row[1].GetProperty("low").GetDouble(), row[1].GetProperty("high").GetDouble()));
        Assert.All(bias, row => Assert.True(Math.Abs(Number(row[1])) <= Number(errors[row[0].GetInt32() - 1][1])));
        JsonElement[] worst = figures.Table("series", "The series with the largest errors");
        Assert.Equal(Shops / 2, worst.Length);
        Assert.Equal(worst.Select(static row => Number(row[2])).OrderDescending(), worst.Select(static row => Number(row[2])));
        Assert.All(worst, row => Assert.True(Number(row[2]) >= metrics.Mase.Value * 0.5 && row[1].GetInt32() == Horizon));
    }

    // Held against what Forecast tells of the same steps, by another way.
    [Fact]
    public void QuantilesAreCountedAsTheyAreTold()
    {
        List<Sale> rows = MadeUpSales.Of(Shops, 300);
        Split<Sale> split = Named(rows);
        LinearSales model = LinearSales.Fit(split.Train);
        using var figures = new ReportFigures(model.Report(split.Validation, split.Train, Quick));
        IReadOnlyList<SeriesForecast<Sale>> forecasts = model.Forecast(split.Train.Rows, split.Validation.Rows);
        JsonElement[] told = figures.Plot("quantiles", "Values below");
        Assert.Equal(forecasts[0].Levels, told.Select(static row => row[0].GetDouble()));
        foreach (JsonElement row in told)
        {
            double level = row[0].GetDouble();
            double held = forecasts.Average(forecast => Enumerable.Range(0, Horizon).Average(step => split.Validation.Rows.Single(r => r.Shop == forecast.Last.Shop && r.Day == forecast.Last.Day.AddDays(step + 1)).Sold <= forecast.Quantile(step, level) ? 1.0 : 0));
            Assert.Equal(held, Number(row[1]), 1e-9);
        }
        JsonElement[] together = figures.Plot("series", "All series together");
        Assert.Equal(Horizon, together.Length);
        Assert.All(together, static row => Assert.Equal(Shops, row[4].GetInt32()));
        Assert.Equal(split.Validation.Rows.Average(static row => (double)row.Sold), together.Average(static row => row[1].GetDouble()), 1e-4);
        Assert.Equal(forecasts.Average(static f => f.Steps.Average(static s => s.Value)), together.Average(static row => row[2].GetDouble()), 1e-6);
    }

    [Fact]
    public void SeriesAreDrawnWhereTheyAreAskedForAndNeverNamed()
    {
        Split<Sale> split = Named(MadeUpSales.Of(Shops, 300));
        RecursiveSales model = RecursiveSales.Fit(split.Train);
        Report report = model.Report(split.Validation, split.Train, Quick with { DrawnSeries = 3 });
        IHtmlDocument page = Parsed.Of(report);
        Assert.Equal(3, Parsed.Plots(page, "drawn").Length);
        Assert.All(Parsed.Plots(page, "drawn"), static title => Assert.Matches("^Series [0-9]+$", title));
        Assert.DoesNotContain("secret", page.DocumentElement.OuterHtml, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", report.ToJson(), StringComparison.Ordinal);
        using var figures = new ReportFigures(report);
        Assert.Equal(Horizon, figures.Plot("drawn", "Series").Length);
        Assert.Single(Parsed.Plots(Parsed.Of(model.Report(split.Validation, split.Train, Quick with { DrawnSeries = 1 })), "drawn"));
        Assert.Equal(Shops, Parsed.Plots(Parsed.Of(model.Report(split.Validation, split.Train, Quick with { DrawnSeries = 50 })), "drawn").Length);
    }

    [Fact]
    public void FewSeriesAreNotToldByThemselves()
    {
        Split<Sale> split = Named(MadeUpSales.Of(3, 300));
        IHtmlDocument page = Parsed.Of(LinearSales.Fit(split.Train).Report(split.Validation, split.Train, Quick));
        // At each step there are three values, and a mean over three series at each time.
        Assert.Empty(Parsed.Plots(page, "horizon"));
        Assert.Empty(Parsed.Plots(page, "series"));
        Assert.Contains("No step ahead has 10 values", page.QuerySelector("#horizon")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("too few series", page.QuerySelector("#series")!.TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("median steps", page.QuerySelector("#data")!.TextContent, StringComparison.Ordinal);
    }

    // How long the longest and the shortest series are is one series' own.
    [Fact]
    public void LengthsAreToldOfManySeriesOnly()
    {
        Split<Sale> split = Named([.. MadeUpSales.Of(Shops, 300).Where(static row => row.Shop != "s3" || row.Day >= MadeUpSales.First.AddDays(137))]);
        using var figures = new ReportFigures(LinearSales.Fit(split.Train).Report(split.Validation, split.Train, Quick));
        Assert.Equal(272, figures.Fact("data", "median steps of a history").GetDouble());
        Assert.Throws<KeyNotFoundException>(() => figures.Fact("data", "shortest"));
        Assert.Throws<KeyNotFoundException>(() => figures.Fact("data", "longest"));
        Assert.Single(figures.Plot("data", "Lengths of histories"));
    }

    // Between two that are 0 the steps without a row are drawn as 0 too, and are not known.
    [Fact]
    public void StepsThatWereDrawnAreNotCountedAsZero()
    {
        List<Sale> rows = [.. MadeUpSales.Of(Shops, 300).Select(static row => row.Day.DayNumber % 30 is 0 or 9 ? row with { Sold = 0 } : row).Where(static row => row.Day.DayNumber % 30 is 0 or >= 9)];
        Split<Sale> split = Named(rows);
        using var figures = new ReportFigures(DrawnSales.Fit(split.Train).Report(split.Validation, split.Train, Quick));
        Sale[] all = [.. split.Development.Rows];
        Assert.True(figures.Fact("data", "steps without a row, filled").GetInt64() > 500);
        Assert.Equal(all.Average(static row => row.Sold == 0 ? 1.0 : 0), figures.Fact("data", "known steps that are 0").GetDouble(), 1e-12);
    }

    // Ten series of 700 days by the day of the week: a sample is of all series and of all days.
    [Fact]
    public void ASampleOfValuesIsOfAllSeriesAndOfAWholeSeason()
    {
        var series = new Weeks(10, 700);
        var known = KnownValues.Of(series, 1000, 7);
        // Every seventh would be the same day of each week.
        Assert.Equal((7000L, 100L, 8L, 875), (known.Count, known.Zeros, known.Apart, known.Sample.Count));
        Assert.Equal(70, known.Sample.Distinct().Count());
        Assert.Equal(Enumerable.Range(0, 10), known.Sample.Select(static value => (int)value / 10).Distinct());
        Assert.Equal((1L, 7000), (KnownValues.Of(series, 7000, 7).Apart, KnownValues.Of(series, 7000, 7).Sample.Count));
    }

    [Fact]
    public void GapsNewSeriesAndAnotherHistoryAreTold()
    {
        List<Sale> rows = MadeUpSales.Of(Shops, 300);
        DateOnly from = MadeUpSales.First.AddDays(300 - 28);
        rows.RemoveAll(row => row.Day.DayNumber % 10 == 0 && row.Day < from);
        rows.RemoveAll(row => row.Shop == "s5" && row.Day < from);
        Split<Sale> split = Named(rows);
        ZeroSales model = ZeroSales.Fit(split.Train);
        using var figures = new ReportFigures(model.Report(split.Validation, split.Train, Quick));
        Assert.True(figures.Fact("data", "steps without a row, filled").GetInt64() > 200);
        Assert.True(figures.Fact("data", "known steps that are 0").GetDouble() > 0.05);
        Assert.Contains(figures.Warnings("data"), static w => w.StartsWith("1 series begins behind the history", StringComparison.Ordinal));
        Assert.Contains(figures.Warnings("metrics"), static w => w.Contains("values were not forecast", StringComparison.Ordinal));
        Assert.DoesNotContain(figures.Warnings("metrics"), static w => w.Contains("fitted to other rows", StringComparison.Ordinal));
        using var other = new ReportFigures(ZeroSales.Fit(split.Development).Report(split.Validation, split.Train, Quick));
        Assert.Contains(other.Warnings("metrics"), static w => w.Contains("fitted to other rows", StringComparison.Ordinal));
    }

    // Event times that number steps are no dates of the year 1.
    [Fact]
    public void StepsAreToldByTheirNumbers()
    {
        Split<NumberedHour> split = Dataset<NumberedHour>.FromRows(Enumerable.Range(0, 1440).Select(static i => new NumberedHour { Series = i < 720 ? "a" : "b", Hour = 5000 + (i % 720), Value = (i % 24) + (i * 7 % 5) })).SplitByStep(5600, 5660);
        Report report = NaiveNumbers.Fit(split.Train).Report(split.Validation, split.Train, Quick with { MinCellRows = 1, DrawnSeries = 2 });
        string html = Parsed.Of(report).DocumentElement.OuterHtml;
        Assert.DoesNotContain("0001-01-01", html, StringComparison.Ordinal);
        using var figures = new ReportFigures(report);
        Assert.Equal(("5000", "5659"), (figures.Fact("data", "from").GetString(), figures.Fact("data", "until").GetString()));
        Assert.Equal(Enumerable.Range(5600, 60).Select(static step => step.ToString(CultureInfo.InvariantCulture)), figures.Plot("series", "All series together").Select(static row => row[0].GetString()));
        Assert.Equal("5600", figures.Plot("drawn", "Series")[0][0].GetString());
    }

    [Fact]
    public void TheTestEntersByItsAssessmentOfThisModel()
    {
        Split<Sale> split = Named(MadeUpSales.Of(Shops, 300));
        LinearSales model = LinearSales.Fit(split.Train);
        Assessment<ForecastMetrics> assessment = model.Assess(split.Test, split.Development, Quick.Evaluation);
        string text = Parsed.Of(model.Report(split.Validation, split.Train, Quick, assessment)).QuerySelector("#metrics")!.TextContent;
        Assert.Contains($"On the {assessment.Rows} rows of the test side", text, StringComparison.Ordinal);
        Assert.Contains(assessment.Metrics.Msis.ToString(), text, StringComparison.Ordinal);
        var refused = Assert.Throws<ArgumentException>(() => LinearSales.Fit(split.Train).Report(split.Validation, split.Train, Quick, assessment));
        Assert.Contains("of another model", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void APageIsWrittenWholeOrNotAtAll()
    {
        Split<Sale> split = Named(MadeUpSales.Of(3, 200));
        LinearSales model = LinearSales.Fit(split.Train);
        string folder = Directory.CreateTempSubdirectory("mldsl-pages").FullName, path = Path.Combine(folder, "sales.html");
        try
        {
            model.WriteReport(path, split.Validation, split.Train, Quick);
            string before = File.ReadAllText(path);
            Assert.StartsWith("<!DOCTYPE html>", before, StringComparison.Ordinal);
            Assert.Throws<SeriesException>(() => model.WriteReport(path, split.Validation, split.Development, Quick));
            Assert.Equal(before, File.ReadAllText(path));
            Assert.ThrowsAny<IOException>(() => model.WriteReport(Path.Combine(folder, "nowhere", "sales.html"), split.Validation, split.Train, Quick));
            Assert.Equal([path], Directory.GetFiles(folder));
            Assert.Throws<ArgumentException>(() => model.WriteReport("", split.Validation, split.Train));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public void OptionsBeyondTheirRangeAreRefused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new ForecastReportOptions { DrawnSeries = 51 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new ForecastReportOptions { DrawnSeries = -1 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new RecommendationReportOptions { MinCellRows = 0 });
        Assert.Throws<ArgumentNullException>(() => new DecisionReportOptions { Values = null! });
    }

    /// <summary>Values that tell the series and the day of the week.</summary>
    private sealed class Weeks(int count, int days) : SeriesValues
    {
        private readonly double[][] values = [.. Enumerable.Range(0, count).Select(series => Enumerable.Range(0, days).Select(day => (series * 10.0) + (day % 7)).ToArray())];

        public override int Count => values.Length;

        public override ReadOnlySpan<double> Values(int series) => values[series];

        public override ulong Key(int series) => (ulong)series;
    }

    private static Split<Sale> Named(List<Sale> rows) => Dataset<Sale>.FromRows(rows.Select(static row => row with { Shop = $"secret-{row.Shop}<i>" }))
        .SplitByTime(rows.Max(static r => r.Day).AddDays(-27).ToDateTime(default), rows.Max(static r => r.Day).AddDays(-13).ToDateTime(default));
}
