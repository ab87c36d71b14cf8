using System.Globalization;
using System.Text;
using System.Text.Json;
using MlDsl.Tool.Checking;
using MlDsl.Tool.Refitting;
using MlDsl.Tool.Scaffolding;

namespace MlDsl.Tool.Tests;

/// <summary><c>mldsl check --impact</c>: what a leak adds is told, and its interval holds what it truly adds, which how the rows are made says.</summary>
public sealed class ImpactTests : IDisposable
{
    private const int Rows = 1200;

    // What of a price no honest column tells, and how far the estimate is from the price.
    private const double Noise = 40, Error = 20;
    private readonly CodeFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task TheIntervalHoldsTheTrueInflationAsOftenAsItSays()
    {
        // The label less the honest columns is normal with a deviation of 40; with the estimate, of an error of 20, both say what one with 1/√(1/40² + 1/20²) says.
        double truth = Noise - Math.Sqrt(1 / ((1 / (Noise * Noise)) + (1 / (Error * Error))));
        int held = 0;
        for (int seed = 0; seed < 20; seed++)
        {
            JsonElement impact = Assert.Single(await Findings(Prices(seed, "estimate", static (price, random) => Number(Math.Round(price + (Error * Normal(random)), 2))), "price")).GetProperty("impact");
            Assert.Equal("RMSE", impact.GetProperty("metric").GetString());
            if (Holds(impact, truth)) held++;
            Assert.InRange(impact.GetProperty("without").GetDouble(), 0.8 * Noise, 1.2 * Noise);
        }
        // Of 20 intervals of 95 per cent fewer than 16 hold it once in 400 times; the seeds are the same in every run.
        Assert.InRange(held, 16, 20);
    }

    /// <summary>Planted leaks, each with its column and what it truly adds.</summary>
    public static TheoryData<string, string, double> Planted => new()
    {
        { "copied label", "RMSE", Noise },
        { "scaled label", "RMSE", Noise },
        { "parts of the label", "RMSE", Noise },
        { "renamed classes", "ROC-AUC", double.NaN },
        { "missing after the outcome", "ROC-AUC", double.NaN },
    };

    [Theory]
    [MemberData(nameof(Planted))]
    public async Task WhatALeakAddsIsTold(string leak, string metric, double truth)
    {
        (string table, string label) = leak switch
        {
            "copied label" => (Prices(1, "twin", static (price, _) => Number(price)), "price"),
            "scaled label" => (Prices(2, "cents", static (price, random) => Number(Math.Round((100 * price) + random.Next(5)))), "price"),
            "parts of the label" => (Prices(3, "first,second", static (price, random) => Parts(price, random)), "price"),
            "renamed classes" => (Outcomes(4, "verdict", static (isPositive, _) => isPositive ? "granted" : "refused"), "outcome"),
            _ => (Outcomes(5, "closed", static (isPositive, random) => isPositive != (random.Next(200) == 0) ? Number(random.Next(1, 30)) : ""), "outcome"),
        };
        JsonElement impact = Assert.Single(await Findings(table, label)).GetProperty("impact");
        Assert.Equal(metric, impact.GetProperty("metric").GetString());
        // Classes are told apart by the honest column alone as far as the rows' own probabilities tell: an area that a large sample of the same law measures.
        if (double.IsNaN(truth)) truth = (leak == "renamed classes" ? 1 : Area(leaks: true)) - Area(leaks: false);
        Assert.True(Holds(impact, truth), $"{truth} is not in {impact}");
    }

    [Fact]
    public async Task EachLeakIsMeasuredBesideNoneOfTheOthers()
    {
        string table = Prices(6, "twin,cents", static (price, random) => $"{Number(price)},{Number(Math.Round((100 * price) + random.Next(5)))}");
        JsonElement[] findings = await Findings(table, "price");
        Assert.Equal(2, findings.Length);
        Assert.All(findings, static finding => Assert.True(Holds(finding.GetProperty("impact"), Noise), $"{finding}"));
    }

    [Fact]
    public async Task NamesThatDifferInCaseOnlyAreTwoColumns()
    {
        JsonElement finding = Assert.Single(await Findings(Prices(9, "Size", static (price, _) => Number(price)), "price"));
        Assert.Equal("Size", finding.GetProperty("columns")[0].GetString());
        Assert.True(Holds(finding.GetProperty("impact"), Noise), $"{finding}");
    }

    [Fact]
    public async Task WhatLiesInRowsHasNoImpact()
    {
        string[] rows = Prices(7, "remark", static (_, random) => $"{(char)('a' + random.Next(26))}{random.Next(1_000_000)} of it all").Split('\n', StringSplitOptions.RemoveEmptyEntries);
        JsonElement finding = Assert.Single(await Findings(string.Join('\n', rows.Concat(rows.Skip(1).Where(static (_, i) => i % 20 == 0))), "price"));
        Assert.Equal("duplicates", finding.GetProperty("kind").GetString());
        Assert.False(finding.TryGetProperty("impact", out _));
    }

    [Fact]
    public async Task PeopleReadALine()
    {
        Answer answer = await CodeFolder.Run("check", folder.Write("rows.csv", Prices(8, "twin", static (price, _) => Number(price))), "--label", "price", "--impact");
        Assert.Equal((1, ""), (answer.Code, answer.Error));
        Assert.Contains("\n  with it RMSE is 0.", answer.Output, StringComparison.Ordinal);
        Assert.Contains(" on the same 300 rows: ", answer.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WhatWasFoundIsToldThoughNoModelIsFitted()
    {
        string alone = folder.Write("rows.csv", "twin,price\n" + string.Join('\n', Enumerable.Range(0, 200).Select(static i => $"{i * 7 % 97}.5,{i * 7 % 97}.5")));
        Answer answer = await CodeFolder.Run("check", alone, "--label", "price", "--impact");
        Assert.Equal((1, ""), (answer.Code, answer.Error));
        Assert.Contains(": copy: 'twin' is the label", answer.Output, StringComparison.Ordinal);
        Assert.Contains("\n  what it adds is not known: without what was found no model is fitted: no other column of '", answer.Output, StringComparison.Ordinal);
        // A class that only the latest rows have: they are what is measured on.
        string late = "at,size,twin,kind\n" + string.Concat(Enumerable.Range(0, 300).Select(static i => $"{new DateTime(2024, 1, 1).AddDays(i):yyyy-MM-dd},{i * 7 % 97}.5,{Kind(i)}x,{Kind(i)}\n"));
        JsonElement finding = Assert.Single(await Findings(late, "kind"));
        Assert.Equal("copy", finding.GetProperty("kind").GetString());
        Assert.False(finding.TryGetProperty("impact", out _));
        Assert.Contains("is of the class 'c', which no training row had", finding.GetProperty("unmeasured").GetString(), StringComparison.Ordinal);

        static char Kind(int row) => row >= 270 ? 'c' : (char)('a' + (row % 2));
    }

    [Fact]
    public async Task TheTimeThatIsSaidSplits()
    {
        var random = new Random(3);
        // What a price follows turns round in the latest quarter by 'at'; 'born' says nothing.
        string table = "born,size,twin,at,price\n" + string.Concat(Enumerable.Range(0, Rows).Select(i =>
        {
            double size = Math.Round(random.NextDouble() * 90, 4), price = Math.Round(((i < 3 * Rows / 4 ? 3 : -3) * size) + (5 * Normal(random)), 2);
            return FormattableString.Invariant($"{new DateTime(1960, 1, 1).AddDays(random.Next(9000)):yyyy-MM-dd},{size},{price},{new DateTime(2024, 1, 1).AddHours(i):yyyy-MM-ddTHH:mm:ss},{price}\n");
        }));
        double[] errors = [await Without("at"), await Without("born")];
        Assert.True(errors[0] > 1.5 * errors[1], $"{errors[0]}, {errors[1]}");

        async Task<double> Without(string time) => (await Findings(table, "price", "--time", time)).Single(static each => each.GetProperty("kind").GetString() == "copy").GetProperty("impact").GetProperty("without").GetDouble();
    }

    [Theory]
    [InlineData("query,size,grade", "ranking", "grade")]
    [InlineData("at,size,price", "regression", "price")]
    public void WhatBelongsTogetherIsMeasuredOnTogether(string header, string task, string label)
    {
        // Five queries, or five days, of eleven rows each.
        string path = folder.Write("rows.csv", header + "\n" + string.Concat(Enumerable.Range(0, 55).Select(i => FormattableString.Invariant($"{(task == "ranking" ? $"q{i % 5}" : $"2024-01-0{(i % 5) + 1}")},{i * 7 % 31}.5,{i * 3 % 4}{(task == "ranking" ? "" : $".{i}")}\n"))));
        FileTable table = FileTable.Read(path, new SaidShape(null, null, null), int.MaxValue);
        ColumnFacts[] facts = [.. table.Columns.Select(ColumnFacts.Of)];
        var plan = new FilePlan(table, TargetFacts.Of(LabelChoice.Of(facts, label).Column, Enum.Parse<TaskKind>(task, ignoreCase: true)), facts, new HashSet<ColumnFacts>());
        IReadOnlySet<int> validation = plan.Validation();
        Assert.Equal(11, validation.Count);
        Assert.Single(validation.Select(static row => row % 5).Distinct());
        if (task == "regression") Assert.All(validation, static row => Assert.Equal(4, row % 5));
    }

    [Theory]
    [InlineData(3, 2, 4, "too good")]
    [InlineData(-3, -4, -2, "better, so that this model gains nothing by it")]
    [InlineData(0.001, -0.02, 0.02, "better, which these rows do not tell from nothing")]
    [InlineData(0.05, double.NaN, double.NaN, "better, which these rows do not tell from nothing")]
    [InlineData(double.NaN, double.NaN, double.NaN, "better, which these rows do not tell from nothing")]
    public void WordsFollowTheInterval(double value, double low, double high, string said) =>
        Assert.EndsWith(" " + said, $"{new Impact("RMSE", 1, 4, new Metric(value, low, high), 9)}", StringComparison.Ordinal);

    private async Task<JsonElement[]> Findings(string table, string label, params string[] options)
    {
        Answer answer = await CodeFolder.Run(["check", folder.Write("rows.csv", table), "--label", label, "--json", "--impact", .. options]);
        Assert.Equal((1, ""), (answer.Code, answer.Error));
        using JsonDocument said = JsonDocument.Parse(answer.Output);
        return [.. said.RootElement.GetProperty("findings").EnumerateArray().Select(static finding => finding.Clone())];
    }

    private static bool Holds(JsonElement impact, double truth)
    {
        JsonElement inflation = impact.GetProperty("inflation");
        // What the copies leave over, by rounding and by the penalty on weights, is a thousandth of the label's own spread.
        return truth >= inflation[1].GetDouble() - 0.05 && truth <= inflation[2].GetDouble() + 0.05;
    }

    private static string Prices(int seed, string names, Func<double, Random, string> leak)
    {
        var random = new Random(seed);
        var text = new StringBuilder($"size,age,{names},price\n");
        for (int i = 0; i < Rows; i++)
        {
            double size = Math.Round(random.NextDouble() * 90, 4), age = random.Next(1, 80), price = Math.Round((3 * size) - age + (Noise * Normal(random)) + 200, 2);
            text.Append(CultureInfo.InvariantCulture, $"{size},{age},{leak(price, random)},{price}\n");
        }
        return text.ToString();
    }

    private static string Outcomes(int seed, string name, Func<bool, Random, string> leak)
    {
        var random = new Random(seed);
        var text = new StringBuilder($"size,{name},outcome\n");
        for (int i = 0; i < Rows; i++)
        {
            double size = Math.Round(random.NextDouble() * 90, 4);
            bool isPositive = size + (30 * Normal(random)) > 60;
            text.Append(CultureInfo.InvariantCulture, $"{size},{leak(isPositive, random)},{(isPositive ? "yes" : "no")}\n");
        }
        return text.ToString();
    }

    // The area under the curve of the best score there is: the size, and before it whether 'closed' is there, which is wrong once in 200 times.
    private static double Area(bool leaks)
    {
        var random = new Random(99);
        List<double> positives = [], negatives = [];
        for (int i = 0; i < 200_000; i++)
        {
            double size = random.NextDouble() * 90;
            bool isPositive = size + (30 * Normal(random)) > 60, isClosed = isPositive != (random.Next(200) == 0);
            double odds = Odds(size) + (leaks ? (isClosed ? 1 : -1) * Math.Log(199) : 0);
            (isPositive ? positives : negatives).Add(odds);
        }
        negatives.Sort();
        double below = positives.Sum(odds => (double)Below(negatives, odds));
        return below / positives.Count / negatives.Count;
    }

    // The logarithm of the odds that size + 30 · normal exceeds 60, by the logistic curve next to the normal one.
    private static double Odds(double size) => 1.702 * (size - 60) / 30;

    private static int Below(List<double> sorted, double value)
    {
        int place = sorted.BinarySearch(value);
        return place < 0 ? ~place : place;
    }

    private static string Parts(double sum, Random random)
    {
        double first = Math.Round(sum * random.NextDouble(), 2);
        return $"{Number(first)},{Number(Math.Round(sum - first, 2))}";
    }

    private static string Number(double value) => value.ToString(CultureInfo.InvariantCulture);

    private static double Normal(Random random) => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
