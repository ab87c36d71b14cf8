using System.Text.Json;
using MlDsl.Training;

namespace MlDsl.Tool.Tests;

/// <summary><c>mldsl rebuild</c>: what the model's own type fitted comes out again to the bit, and what does not is compared.</summary>
public sealed class RebuildTests : IDisposable
{
    private readonly CodeFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("train", 360)]
    [InlineData("development", 480)]
    public async Task ARandomSplitIsMadeAgain(string side, int rows)
    {
        string data = folder.Write("visits.csv", Visits.Text(600));
        Split<Visit> split = Dataset<Visit>.FromCsv(data).SplitRandom(validation: 0.2, test: 0.2, seed: 7);
        await IsSame(folder.Save("visit.mldsl", VisitModel.Fit(side == "train" ? split.Train : split.Development).Save), data, side, rows);
    }

    [Fact]
    public async Task AStratifiedSplitIsMadeAgain()
    {
        string data = folder.Write("visits.csv", Visits.Text(600));
        Split<Return> split = Dataset<Return>.FromCsv(data).SplitStratified(validation: 0.2, test: 0.2, seed: 7);
        await IsSame(folder.Save("return.mldsl", ReturnModel.Fit(split.Train).Save), data, "train", (int)split.Train.Count);
    }

    [Theory]
    [InlineData("train")]
    [InlineData("development")]
    public async Task ASplitInTimeIsMadeAgain(string side)
    {
        string data = folder.Write("visits.csv", Visits.Text(600));
        Split<TimedVisit> split = Dataset<TimedVisit>.FromCsv(data).SplitByTime(new DateTime(2024, 1, 15), new DateTime(2024, 1, 20), TimeSpan.FromHours(5));
        TrainSet<TimedVisit> rows = side == "train" ? split.Train : split.Development;
        await IsSame(folder.Save("timed.mldsl", TimedVisitModel.Fit(rows).Save), data, side, (int)rows.Count);
    }

    [Theory]
    [InlineData("train", 355)]
    [InlineData("development", 470)]
    public async Task ASplitByStepsIsMadeAgain(string side, int rows)
    {
        string data = folder.Write("visits.csv", Visits.Numbered(600));
        Split<NumberedVisit> split = Dataset<NumberedVisit>.FromCsv(data).SplitByStep(360, 480, embargo: 5);
        await IsSame(folder.Save("numbered.mldsl", NumberedVisitModel.Fit(side == "train" ? split.Train : split.Development).Save), data, side, rows);
    }

    [Fact]
    public async Task WhatWasFittedByNameIsFittedToAllRows()
    {
        string data = folder.Write("visits.csv", Visits.Text(300));
        DynamicModel typed = DynamicModel.Load(folder.Save("visit.mldsl", VisitModel.Fit(Dataset<Visit>.FromCsv(data).SplitRandom(0.2, 0.2, 1).Train).Save));
        string again = folder.Save("again.mldsl", typed.Refit([.. typed.Training.Rows(data)], new LinearRegressionOptions { L2 = 0.5 }).Save);
        await IsSame(again, data, "all rows", 300);
    }

    [Fact]
    public async Task OtherDataIsSaidAndCompared()
    {
        string model = folder.Save("visit.mldsl", VisitModel.Fit(Dataset<Visit>.FromCsv(folder.Write("visits.csv", Visits.Text(600))).SplitRandom(0.2, 0.2, 7).Train).Save);
        Answer answer = await CodeFolder.Run("rebuild", model, folder.Write("other.csv", Visits.Text(600, seed: 2)), "--json", "--out", folder["new.mldsl"]);
        Assert.Equal((1, ""), (answer.Code, answer.Error));
        using JsonDocument said = JsonDocument.Parse(answer.Output);
        Assert.False(said.RootElement.GetProperty("same_data").GetBoolean());
        Assert.False(said.RootElement.GetProperty("same_predictor").GetBoolean());
        Assert.Equal(240, said.RootElement.GetProperty("rows").GetInt32());
        Assert.Equal(3, said.RootElement.GetProperty("metrics").GetProperty("RMSE").GetProperty("difference").GetArrayLength());
        Assert.Equal("visit", DynamicModel.Load(folder["new.mldsl"]).Card.Name);
        Assert.Equal("unknown", said.RootElement.GetProperty("rows_learned_from").GetString());
    }

    [Fact]
    public async Task RowsInAnotherOrderGiveNoVerdict()
    {
        string text = Visits.Text(600), model = folder.Save("visit.mldsl", VisitModel.Fit(Dataset<Visit>.FromCsv(folder.Write("visits.csv", text)).SplitRandom(0.2, 0.2, 7).Train).Save);
        string[] lines = text.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Answer answer = await CodeFolder.Run("rebuild", model, folder.Write("turned.csv", string.Join('\n', lines.Skip(1).Reverse().Prepend(lines[0]))));
        Assert.Equal((1, ""), (answer.Code, answer.Error));
        Assert.Contains("\n  RMSE ", answer.Output, StringComparison.Ordinal);
        Assert.Contains("the file's model may have learned from these rows", answer.Output, StringComparison.Ordinal);
        Assert.DoesNotContain(": better", answer.Output, StringComparison.Ordinal);
        Assert.DoesNotContain(": worse", answer.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task TheSameInWordsIsALine()
    {
        string data = folder.Write("visits.csv", Visits.Text(600));
        string model = folder.Save("visit.mldsl", VisitModel.Fit(Dataset<Visit>.FromCsv(data).SplitRandom(0.2, 0.2, 7).Train).Save);
        Answer answer = await CodeFolder.Run("rebuild", model, data);
        Assert.Equal((0, "fitted anew to 360 rows (train): the data that the file names, the same encoding of columns, the same bytes of predictor"), (answer.Code, answer.Output.TrimEnd()));
    }

    [Fact]
    public async Task WhatTheFileDoesNotTellIsRefusedByName()
    {
        string data = folder.Write("visits.csv", Visits.Text(600));
        string coded = folder.Save("coded.mldsl", CodedVisitModel.Fit(Dataset<CodedVisit>.FromCsv(data).SplitRandom(0.2, 0.2, 1).Train).Save);
        await Refused("the feature methods 'Letters', 'Spelt' of 'coded-visit' are code", coded, data);
        string grouped = folder.Save("patients.mldsl", PatientVisitModel.Fit(Dataset<PatientVisit>.FromCsv(data).SplitByGroup(0.2, 0.2, 1).Train).Save);
        await Refused("no side of '", grouped, data);
        string model = folder.Save("visit.mldsl", VisitModel.Fit(Dataset<Visit>.FromCsv(data).SplitRandom(0.2, 0.2, 7).Train).Save);
        await Refused("has 500 rows, and 'visit' learned from 360", model, folder.Write("less.csv", Visits.Text(500)));
        await Refused("'none.csv' does not exist", model, "none.csv");
        await Refused("is a file that is read", model, data, "--out", model);
        await Refused("has no column 'ward'", model, folder.Write("short.csv", "age,cost\n1,2\n"));
        byte[] file = ModelWriter.Write(ModelFile.Read(File.ReadAllBytes(model), model) is var parts ? parts with { Card = parts.Card with { Trainer = "Oracle" } } : null!).File;
        File.WriteAllBytes(folder["oracle.mldsl"], file);
        await Refused("the trainer 'Oracle' is none that the tool runs (LightGbm, ", folder["oracle.mldsl"], data);
    }

    private static async Task Refused(string reason, params string[] arguments)
    {
        Answer answer = await CodeFolder.Run(["rebuild", .. arguments]);
        Assert.Equal((2, ""), (answer.Code, answer.Output));
        Assert.Contains(reason, answer.Error, StringComparison.Ordinal);
    }

    private static async Task IsSame(string model, string data, string side, int rows)
    {
        Answer answer = await CodeFolder.Run("rebuild", model, data, "--json");
        Assert.Equal("", answer.Error);
        using JsonDocument said = JsonDocument.Parse(answer.Output);
        Assert.Equal((side, rows, true, true, true), (said.RootElement.GetProperty("side").GetString(), said.RootElement.GetProperty("trained_rows").GetInt32(),
            said.RootElement.GetProperty("same_data").GetBoolean(), said.RootElement.GetProperty("same_plan").GetBoolean(), said.RootElement.GetProperty("same_predictor").GetBoolean()));
        Assert.Equal(0, answer.Code);
    }
}
