using System.Globalization;
using System.Text;
using System.Text.Json;

namespace MlDsl.Tool.Tests;

/// <summary><c>mldsl quality</c>: what was planted is found, and where there is nothing nothing is.</summary>
public sealed class QualityTests : IDisposable
{
    private readonly CodeFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task WhatIsPlantedIsFound()
    {
        string file = folder.Write("notes.csv", Rows() + "900,\"the Red house; by the river stands empty\",5,0.5,a\n901,the red house by the river stands empty,5,0.5,b\n902,the red house by the river stands empty,5,0.5,b\n903,nobody knows what this one is about,400,0.5,a\n");
        Answer answer = await CodeFolder.Run("quality", file, "--label", "kind", "--json");
        Assert.Equal((1, ""), (answer.Code, answer.Error));
        using JsonDocument json = JsonDocument.Parse(answer.Output);
        JsonElement found = json.RootElement;
        Assert.Equal(("kind", 204), (found.GetProperty("label").GetString(), found.GetProperty("rows").GetInt32()));
        Assert.Equal(1, found.GetProperty("repeated_rows").GetInt32());
        Assert.Equal(0, found.GetProperty("conflict_rows").GetInt32());
        JsonElement texts = Assert.Single(found.GetProperty("text_duplicates").EnumerateArray());
        Assert.Equal(("text", true, "200,201,202"), (texts.GetProperty("column").GetString(), texts.GetProperty("has_conflict").GetBoolean(), string.Join(',', texts.GetProperty("rows").EnumerateArray())));
        JsonElement outlier = Assert.Single(found.GetProperty("outliers").EnumerateArray());
        Assert.Equal(("size", 203), (outlier.GetProperty("column").GetString(), outlier.GetProperty("worst")[0].GetProperty("row").GetInt32()));
        answer = await CodeFolder.Run("quality", file, "--label", "kind");
        Assert.StartsWith($"{file}, label 'kind': 204 rows; 1 repeat all that a model sees of one above\n", answer.Output, StringComparison.Ordinal);
        Assert.Contains("rows 201, 202, 203: 'text' from 100 % in common, with different labels", answer.Output.Replace("100%", "100 %", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Fact]
    public async Task LabelsThatContradictEachOtherAreCounted()
    {
        string file = folder.Write("votes.csv", "red,round,vote\n" + string.Concat(Enumerable.Repeat("1,1,yes\n1,0,no\n0,1,no\n", 20)) + "1,1,no\n1,1,no\n");
        Answer answer = await CodeFolder.Run("quality", file, "--label", "vote");
        Assert.Equal(1, answer.Code);
        Assert.Contains("22 rows that are alike have different labels; every model gets 2 of them wrong", answer.Output, StringComparison.Ordinal);
        Assert.Contains(": 'yes' 20, 'no' 2", answer.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ARowWithoutALabelContradictsNone()
    {
        string file = folder.Write("votes.csv", "red,round,vote\n" + string.Concat(Enumerable.Repeat("1,1,yes\n1,1,\n1,0,no\n0,1,no\n", 20)));
        Assert.Contains("0 rows that are alike have different labels; every model gets 0 of them wrong", (await CodeFolder.Run("quality", file, "--label", "vote")).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WhereNothingIsPlantedNothingIsFound()
    {
        Answer answer = await CodeFolder.Run("quality", folder.Write("notes.csv", Rows()), "--label", "kind");
        Assert.True(answer.Code == 0 && answer.Error.Length == 0, answer.Output + answer.Error);
    }

    [Theory]
    [InlineData("quality nowhere.csv", "'nowhere.csv' does not exist")]
    [InlineData("quality notes.csv --label kind --similarity 0.1", "--similarity is 0.1: A similarity is from 0.3 to 1")]
    [InlineData("quality notes.csv --label kind --deviations -1", "--deviations is -1: An outlier is more than 0")]
    [InlineData("quality notes.csv --label nothing", "'nothing'")]
    public async Task AWrongQuestionIsNamed(string line, string said)
    {
        string file = folder.Write("notes.csv", Rows());
        Answer answer = await CodeFolder.Run([.. line.Split(' ').Select(word => word == "notes.csv" ? file : word)]);
        Assert.Equal(2, answer.Code);
        Assert.Contains(said, answer.Error, StringComparison.Ordinal);
    }

    private static string Rows()
    {
        var random = new Random(4);
        var text = new StringBuilder("number,text,size,share,kind\n");
        for (int i = 0; i < 200; i++)
            text.Append(CultureInfo.InvariantCulture, $"{i},{string.Join(' ', Enumerable.Range(0, 6).Select(_ => $"w{random.Next(100_000)}x"))},{random.Next(10)},{random.NextDouble():F4},{(random.Next(2) == 0 ? "a" : "b")}\n");
        return text.ToString();
    }
}
