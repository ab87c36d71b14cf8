using System.Globalization;
using System.Text;
using System.Text.Json;
using MlDsl.Testing;
using Xunit.Abstractions;

namespace MlDsl.Tool.Tests;

/// <summary><c>mldsl check</c>: leaks that were planted are found, and where there are none nothing is.</summary>
public sealed class CheckTests(ITestOutputHelper output) : IDisposable
{
    private const int Rows = 600;
    private readonly CodeFolder folder = new();

    public void Dispose() => folder.Dispose();

    /// <summary>The kinds of planted leaks, each with its finding and its column.</summary>
    public static TheoryData<string, string, string> Planted => new()
    {
        { "copied label", "copy", "twin" },
        { "scaled label", "copy", "cents" },
        { "parts of the label", "copy", "first,second" },
        { "renamed classes", "copy", "verdict" },
        { "noisy copy", "strong-feature", "estimate" },
        { "missing after the outcome", "strong-feature", "closed" },
        { "numbered in the order of classes", "strong-feature", "ticket" },
        { "patients with one diagnosis", "label-determining-key", "patient" },
        { "later time", "time-travel", "paid" },
        { "rows twice", "duplicates", "" },
        { "texts retyped", "near-duplicates", "" },
        { "test rows among training rows", "shared-rows", "" },
    };

    [Theory]
    [MemberData(nameof(Planted))]
    public async Task WhatIsPlantedIsFound(string leak, string kind, string columns)
    {
        var (code, findings) = await Check(leak, isPlanted: true);
        Assert.Equal(1, code);
        JsonElement found = Assert.Single(findings);
        Assert.Equal((kind, columns), (found.GetProperty("kind").GetString(), string.Join(',', found.GetProperty("columns").EnumerateArray().Select(static column => column.GetString()))));
        Assert.NotEqual("", found.GetProperty("way_out").GetString());
    }

    [Theory]
    [MemberData(nameof(Planted))]
    public async Task WhereNothingIsPlantedNothingIsFound(string leak, string kind, string columns)
    {
        var (code, findings) = await Check(leak, isPlanted: false);
        Assert.True(code == 0 && findings.Length == 0, $"{kind} {columns}: {string.Join("; ", findings)}");
    }

    [Fact]
    public async Task EveryPlantedLeakIsFoundAndNoOther()
    {
        int found = 0, alarms = 0;
        foreach (object[] planted in Planted)
        {
            var (leak, kind) = ((string)planted[0], (string)planted[1]);
            if ((await Check(leak, isPlanted: true)).Findings.Any(finding => finding.GetProperty("kind").GetString() == kind)) found++;
            alarms += (await Check(leak, isPlanted: false)).Findings.Length;
        }
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"seeing: planted_found={found}/{Planted.Count} clean_false={alarms}"));
        Assert.Equal((12, 0), (found, alarms));
    }

    [FactWith("adult.csv")]
    public async Task NothingIsFoundInTheCensus()
    {
        Answer answer = await CodeFolder.Run("check", TestData.File("adult.csv"));
        Assert.Equal((0, ""), (answer.Code, answer.Error));
        Assert.EndsWith("0 findings in 32561 rows that predict 'label(IsOver50K)' (Binary)", answer.Output.TrimEnd(), StringComparison.Ordinal);
    }

    [FactWith("bike-hour.csv")]
    public async Task WhoHiredIsTheCountOfHires()
    {
        Answer answer = await CodeFolder.Run("check", TestData.File("bike-hour.csv"), "--impact");
        Assert.Equal(1, answer.Code);
        // The sum of both is the label, and a sum is what a linear model makes. Whole days are measured on.
        Assert.Matches("\n  with it RMSE is 0[.][0-9]+, without [0-9]+[.][0-9]+ on the same 3488 rows: [0-9. ,\\[\\]]+ too good\n", answer.Output);
        Assert.Contains(": copy: 'casual' + 'registered' is the label in every row; where it is known only afterwards, declare Available = Availability.AfterOutcome", answer.Output, StringComparison.Ordinal);
        Assert.Contains("1 finding in 13949 rows", answer.Output, StringComparison.Ordinal);
    }

    [FactWith("taxi-fare-train.csv", "taxi-fare-test.csv")]
    public async Task TestFaresStandAmongTrainingFares()
    {
        Answer answer = await CodeFolder.Run("check", TestData.File("taxi-fare-train.csv"), "--test", TestData.File("taxi-fare-test.csv"));
        Assert.Equal(1, answer.Code);
        // The data's own page counts 17,448.
        Assert.Contains("shared-rows: 17448 of 100000 test rows stand among the training rows, too", answer.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task TestRowsBeforeTrainingRowsAreTold()
    {
        string train = folder.Write("train.csv", Table("later time", false, 1)), test = folder.Write("test.csv", Table("later time", false, 2));
        Answer answer = await CodeFolder.Run("check", train, "--test", test, "--label", "price", "--time", "at");
        Assert.Equal(1, answer.Code);
        Assert.Contains("test-before-train: 599 of 600 test rows happened before the last training row, at 2024-01-25 23:00:00", answer.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--time 'a' has no dates", "--time", "a")]
    [InlineData("--time 'when' is no column", "--time", "when")]
    [InlineData("'none.csv' does not exist", "--test", "none.csv")]
    public async Task WhatCannotBeCheckedIsRefusedByName(string reason, params string[] options)
    {
        Answer answer = await CodeFolder.Run(["check", folder.Write("rows.csv", "a,b\n1,2\n3,4\n"), .. options]);
        Assert.Equal((2, ""), (answer.Code, answer.Output));
        Assert.Contains(reason, answer.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task TestRowsHaveTheColumnsOfTrainingRows()
    {
        Answer answer = await CodeFolder.Run("check", folder.Write("rows.csv", "a,b\n1,2\n3,4\n"), "--test", folder.Write("other.csv", "b,a\n1,2\n3,4\n"));
        Assert.Equal(2, answer.Code);
        Assert.Contains("does not have the columns of", answer.Error, StringComparison.Ordinal);
    }

    private async Task<(int Code, JsonElement[] Findings)> Check(string leak, bool isPlanted)
    {
        List<string> args = ["check", folder.Write("rows.csv", Table(leak, isPlanted, 1)), "--json", "--label", IsClass(leak) ? "outcome" : "price"];
        if (leak == "test rows among training rows") args.AddRange(["--test", folder.Write("test.csv", Table(leak, isPlanted: false, isPlanted ? 1 : 2))]);
        Answer answer = await CodeFolder.Run([.. args]);
        Assert.Equal("", answer.Error);
        using JsonDocument said = JsonDocument.Parse(answer.Output);
        return (answer.Code, [.. said.RootElement.GetProperty("findings").EnumerateArray().Select(static finding => finding.Clone())]);
    }

    private static bool IsClass(string leak) => leak is "renamed classes" or "missing after the outcome" or "numbered in the order of classes" or "patients with one diagnosis";

    // Rows with two honest columns and one in which the leak may be.
    private static string Table(string leak, bool isPlanted, int seed)
    {
        var random = new Random(seed);
        var text = new StringBuilder();
        string previous = "";
        for (int i = 0; i < Rows; i++)
        {
            double size = Math.Round(random.NextDouble() * 90, 4), age = random.Next(1, 80), price = Math.Round((3 * size) - age + (40 * Normal(random)) + 200, 2);
            bool isPositive = leak == "numbered in the order of classes" && isPlanted ? i >= Rows / 2 : leak == "patients with one diagnosis" && isPlanted ? i / 6 % 3 == 0 : size + (30 * Normal(random)) > 60;
            string outcome = isPositive ? "yes" : "no", label = IsClass(leak) ? outcome : Number(price);
            (string names, string values) = leak switch
            {
                "copied label" => ("twin", isPlanted ? label : Number(Math.Round(price + (80 * Normal(random)), 2))),
                "scaled label" => ("cents", Number(Math.Round((100 * price) + (isPlanted ? random.Next(5) : 9_000 * Normal(random))))),
                "parts of the label" => ("first,second", Parts(isPlanted ? price : 300 * random.NextDouble(), random)),
                "renamed classes" => ("verdict", (isPlanted ? isPositive : random.Next(2) == 0) ? "granted" : "refused"),
                "noisy copy" => ("estimate", Number(Math.Round(price + ((isPlanted ? 20 : 90) * Normal(random)), 1))),
                "missing after the outcome" => ("closed", (isPlanted ? isPositive != (random.Next(200) == 0) : random.Next(2) == 0) ? Number(random.Next(1, 30)) : ""),
                "numbered in the order of classes" => ("ticket", Number(1_000 + (3 * i) + random.Next(3))),
                "patients with one diagnosis" => ("patient", Number(i / 6)),
                "later time" => ("at,paid", $"{Time(i)},{Time(i + (isPlanted ? random.Next(1, 200) : random.Next(-200, 200)))}"),
                _ => ("remark", $"{Word(random)} {Word(random)} {Word(random)} {Word(random)} {Word(random)}"),
            };
            if (i == 0) text.Append(CultureInfo.InvariantCulture, $"size,age,{names},{(IsClass(leak) ? "outcome" : "price")}\n");
            string row = $"{Number(size)},{Number(age)},{values},{label}\n";
            if (isPlanted && leak == "rows twice" && i % 20 == 19) row = previous;
            if (isPlanted && leak == "texts retyped" && i % 20 == 19) row = previous.Replace("a", "A", StringComparison.Ordinal).Replace(" ", "  ", StringComparison.Ordinal);
            text.Append(row);
            previous = row;
        }
        return text.ToString();
    }

    private static string Parts(double sum, Random random)
    {
        double first = Math.Round(sum * random.NextDouble(), 2);
        return $"{Number(first)},{Number(Math.Round(sum - first, 2))}";
    }

    private static string Time(int hours) => new DateTime(2024, 1, 1).AddHours(hours).ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);

    private static string Number(double value) => value.ToString(CultureInfo.InvariantCulture);

    private static string Word(Random random) => string.Concat(Enumerable.Range(0, 5).Select(_ => (char)('a' + random.Next(26))));

    private static double Normal(Random random) => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
