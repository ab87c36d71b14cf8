using System.Text.Json;
using AngleSharp.Html.Dom;
using MlDsl.EndToEnd.Tests.Rows;
using MlDsl.Training;

namespace MlDsl.Reports.Tests.Whole;

/// <summary>How the training went is shown as its run recorded it, and a learning curve is that of models fitted to parts of the rows.</summary>
public sealed class TrainingTests
{
    private static readonly ReportOptions Quick = new() { MeasureLatency = false, ImportanceRows = 300, Evaluation = new() { Resamples = 20 } };

    [Fact]
    public void ALearningCurveHasTheMetricOfModelsOfPartsOfTheRows()
    {
        Split<Trip> split = ReportTests.Trips();
        TripModel model = TripModel.Fit(split.Train);
        Report report = model.Report(split.Validation, Quick with { LearningShares = [1, 0.1, 0.3, 0.1] }, split: split);
        Assert.Equal([$"{model.Evaluate(split.Validation).Named[0].Name} by number of training rows"], Parsed.Plots(Parsed.Of(report), "training"));
        JsonElement[] rows = [.. Section(report).GetProperty("plots")[0].GetProperty("rows").EnumerateArray()];
        Assert.Equal(3, rows.Length);
        Assert.InRange(rows[0][0].GetInt64(), 1, split.Train.Count / 4);
        Assert.True(rows[0][0].GetInt64() < rows[1][0].GetInt64());
        Assert.Equal(split.Train.Count, rows[2][0].GetInt64());
        // The whole of the rows gives the model itself.
        Assert.Equal(model.Evaluate(split.Validation, Quick.Evaluation).Named[0].Metric.Value, rows[2][1].GetProperty("value").GetDouble(), 1e-12);
    }

    [Fact]
    public void ALearningCurveOfAnotherModelOrWithoutTheRowsIsRefused()
    {
        Split<Trip> split = ReportTests.Trips(400);
        ReportOptions asked = Quick with { LearningShares = [0.5] };
        var other = new LinearRegressionOptions { L2 = 0.3 };
        TripModel model = TripModel.Fit(split.Train, other);
        Assert.Contains("give the split", Assert.Throws<ArgumentException>(() => model.Report(split.Validation, asked)).Message, StringComparison.Ordinal);
        Assert.Contains("LearningTrainer", Assert.Throws<ArgumentException>(() => model.Report(split.Validation, asked, split: split)).Message, StringComparison.Ordinal);
        Assert.Contains("training", Parsed.Sections(Parsed.Of(model.Report(split.Validation, asked with { LearningTrainer = other }, split: split))));
        Assert.Contains("ask for larger shares", Assert.Throws<ArgumentException>(() => model.Report(split.Validation, asked with { LearningTrainer = other, LearningShares = [1e-9] }, split: split)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(static () => new ReportOptions { LearningShares = [0] });
        Assert.Throws<ArgumentOutOfRangeException>(static () => new ReportOptions { LearningShares = [1.5] });
        Assert.Throws<ArgumentOutOfRangeException>(static () => new ReportOptions { LearningShares = [double.NaN] });
        Assert.Throws<ArgumentNullException>(static () => new ReportOptions { LearningShares = null! });
    }

    [Fact]
    public void EachTrainingOfARunIsACurve()
    {
        Split<Trip> split = ReportTests.Trips(400);
        TripModel model = TripModel.Fit(split.Train);
        RunRecord run = Run(model.Card, [("training/objective", 0, 9), ("training/gradient", 0, 3), ("training/objective", 1, 4.5), ("training/objective", 2, 2.25), ("training.2/objective", 0, 7), ("training.2/objective", 1, 6), ("validation/RMSE", 0, 1)]);
        Report report = model.Report(split.Validation, Quick with { Run = run });
        IHtmlDocument page = Parsed.Of(report);
        Assert.Equal(["Objective by iteration", "Objective by iteration of training 2"], Parsed.Plots(page, "training"));
        Assert.Contains("goes from 9 to 2.25 in 2 iterations", page.QuerySelector("#training figure p")!.TextContent, StringComparison.Ordinal);
        Assert.Equal("[[0,9],[1,4.5],[2,2.25]]", Section(report).GetProperty("plots")[0].GetProperty("rows").GetRawText());
        Assert.Contains("closed form", Parsed.Of(model.Report(split.Validation, Quick with { Run = run with { Events = [] } })).QuerySelector("#training")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("the model is", Assert.Throws<ArgumentException>(() => model.Report(split.Validation, Quick with { Run = run with { Name = "another" } })).Message, StringComparison.Ordinal);
        Assert.DoesNotContain("training", Parsed.Sections(Parsed.Of(model.Report(split.Validation, Quick))));
        Assert.Contains("is no fit but of the kind Search", Refused(run with { Kind = RunKind.Search }), StringComparison.Ordinal);
        Assert.Contains("has the trainer Oracle, the model ", Refused(run with { Parameters = [new("trainer", "Oracle")] }), StringComparison.Ordinal);
        var (option, value) = model.Card.Options.First();
        Assert.Contains($"has the option.{option} other, the model {value}: give the run", Refused(run with { Parameters = [new($"option.{option}", "other")] }), StringComparison.Ordinal);
        Assert.Contains("has the data.fingerprint other", Refused(run with { Parameters = [new("data.fingerprint", "other")] }), StringComparison.Ordinal);
        KeyValuePair<string, string>[] own = [new("trainer", model.Card.Trainer), new($"option.{option}", value), new("data.fingerprint", model.Card.DataFingerprint)];
        Assert.Contains("training", Parsed.Sections(Parsed.Of(model.Report(split.Validation, Quick with { Run = run with { Parameters = own } }))));

        string Refused(RunRecord other) => Assert.Throws<ArgumentException>(() => model.Report(split.Validation, Quick with { Run = other })).Message;
    }

    private static RunRecord Run(ModelCard card, (string Name, long Step, double Value)[] told) => new()
    {
        Folder = "nowhere",
        Id = new string('a', 32),
        Kind = RunKind.Fit,
        Name = card.Name,
        Version = card.Version,
        Started = new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero),
        Parameters = [],
        Versions = [new("commit", "0123abcd"), new("program", "<tool> 1")],
        Schema = [],
        Events = [.. told.Select(static (t, line) => new RunMetrics(line + 1, default, t.Step, [new NamedMetric(t.Name, Metric.Point(t.Value))]))],
        State = RunState.Finished,
        Problems = [],
    };

    private static JsonElement Section(Report report) => JsonDocument.Parse(report.ToJson()).RootElement.GetProperty("sections").GetProperty("training");
}
