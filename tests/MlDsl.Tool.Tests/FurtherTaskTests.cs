namespace MlDsl.Tool.Tests;

[Dataset]
public sealed partial record Takings
{
    [EventTime] public DateOnly Day { get; init; }
    [Label] public float Sold { get; init; }
}

[Model<Takings, Forecast>(Horizon = 7), SeasonalNaive]
public sealed partial class NextTakings;

[Dataset]
public sealed partial record Play
{
    [User] public required int Listener { get; init; }
    [Item] public required long Song { get; init; }
    [EventTime] public DateTime At { get; init; }
}

[Model<Play, Recommendation>, Popularity]
public sealed partial class Hits;

/// <summary>Files that only their own type reads: each command says what one holds and how it is read, and makes nothing of it.</summary>
public sealed class FurtherTaskTests : IDisposable
{
    private readonly CodeFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("holds a forecast")]
    [InlineData("holds a recommender")]
    public async Task EachCommandNamesWhatAFileHolds(string said)
    {
        string model = folder.Save("made.mldsl", said.EndsWith("forecast", StringComparison.Ordinal) ? Forecast().Save : Recommender().Save);
        string rows = folder.Write("rows.csv", "Day,Sold\n2024-01-01,3\n"), made = folder["made"];
        foreach (string[] command in (string[][])
        [
            ["inspect", model], ["report", model, made], ["card", model, "--out", made], ["score", model, rows, made], ["cost", model, rows],
            ["diff", model, model], ["gate", model, "--require", "RMSE <= 1"], ["rebuild", model, rows], ["dashboard", model, "--out", made],
        ])
        {
            Answer answer = await CodeFolder.Run(command);
            Assert.True(answer.Code == 2, $"{command[0]}: {answer}");
            Assert.True(answer.Error.Contains(said, StringComparison.Ordinal) && answer.Error.Contains("load it with the model's own type", StringComparison.Ordinal), $"{command[0]}: {answer}");
            Assert.False(Path.Exists(made), command[0]);
        }
    }

    private static NextTakings Forecast() => NextTakings.Fit(
        Dataset<Takings>.FromRows(Enumerable.Range(0, 100).Select(static day => new Takings { Day = new DateOnly(2024, 1, 1).AddDays(day), Sold = day % 7 })).SplitByTime(validation: 0, test: 0).Train);

    private static Hits Recommender() => Hits.Fit(
        Dataset<Play>.FromRows(Enumerable.Range(0, 60).Select(static i => new Play { Listener = i % 10, Song = i * i % 13, At = DateTime.UnixEpoch.AddMinutes(i) })).SplitByTime(validation: 0, test: 0).Train);
}
