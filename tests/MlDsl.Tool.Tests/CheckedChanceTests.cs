using System.Globalization;
using System.Text;
using System.Text.Json;

namespace MlDsl.Tool.Tests;

/// <summary><c>mldsl check</c> tells what is a leak from what chance, scales, identifiers and forms make look like one.</summary>
public sealed class CheckedChanceTests : IDisposable
{
    private readonly CodeFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("houses whose areas and prices differ", "price", "")]
    [InlineData("sensors near each other", "rain", "")]
    [InlineData("few large values beside small ones", "year", "")]
    [InlineData("coarse columns", "label", "")]
    [InlineData("two rows of a class beside noise", "label", "")]
    [InlineData("opposite changes", "change", "")]
    [InlineData("a plain measure", "price", "")]
    [InlineData("a good measure", "price", "strong-feature area")]
    [InlineData("a date that only cancelled rows have", "churn", "strong-feature cancelled")]
    [InlineData("a note that only cancelled rows have", "churn", "strong-feature note")]
    [InlineData("a leak where classes come in turn", "label", "strong-feature leak")]
    [InlineData("a sum where one label is missing", "total", "copy a,b")]
    [InlineData("rows twice under texts of their own", "label", "duplicates ")]
    public async Task WhatIsFoundIsALeak(string table, string label, string finding)
    {
        JsonElement said = await Check("--label", label, folder.Write("rows.csv", Table(table)));
        Assert.Equal(finding, string.Join(';', said.GetProperty("findings").EnumerateArray().Select(static found => $"{found.GetProperty("kind").GetString()} {Columns(found)}")));
    }

    [Fact]
    public async Task TwoRowsAddUpByChance() =>
        Assert.Empty((await Check(folder.Write("rows.csv", "a,b,total\n1,2,3\n2,3,5\n"))).GetProperty("findings").EnumerateArray());

    [Fact]
    public async Task CoarseTestRowsAreLikeTrainingRows()
    {
        string text = Table("coarse columns"), header = text[..(text.IndexOf('\n', StringComparison.Ordinal) + 1)];
        string[] rows = text[header.Length..].Split('\n', StringSplitOptions.RemoveEmptyEntries);
        string train = folder.Write("train.csv", header + string.Join('\n', rows[..400])), test = folder.Write("test.csv", header + string.Join('\n', rows[400..]));
        Assert.Empty((await Check(train, "--test", test)).GetProperty("findings").EnumerateArray());
    }

    [Fact]
    public async Task WhatIsMissingInOneFileIsSoInTheOther()
    {
        var random = new Random(3);
        string[] rows = [.. Enumerable.Range(0, 300).Select(i => $"{(i < 100 && i % 10 == 0 ? "NA" : Number(random.NextDouble()))},{(i % 2 == 0 ? "NA" : "south")},{Number(random.NextDouble())},{i % 3 % 2}")];
        string train = folder.Write("train.csv", "x,side,z,label\n" + string.Join('\n', rows)), test = folder.Write("test.csv", "x,side,z,label\n" + string.Join('\n', rows[100..]));
        JsonElement found = Assert.Single((await Check(train, "--test", test)).GetProperty("findings").EnumerateArray());
        Assert.StartsWith("200 of 200 test rows", found.GetProperty("problem").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task ADateIsOnlyTakenForWhenARowHappened()
    {
        var random = new Random(4);
        string[] rows = [.. Enumerable.Range(0, 300).Select(i => $"{random.Next(1950, 2000)}-0{i % 9 + 1}-11,2023-0{random.Next(1, 9)}-17,{Number(random.NextDouble())},{i % 2}")];
        string train = folder.Write("train.csv", "born,applied,x,label\n" + string.Join('\n', rows[..200])), test = folder.Write("test.csv", "born,applied,x,label\n" + string.Join('\n', rows[200..]));
        JsonElement found = Assert.Single((await Check(train, "--test", test)).GetProperty("findings").EnumerateArray());
        Assert.Equal("'applied' is later than 'born' in 200 of 200 rows ('born' is taken for when the row happened; --time names another column)", found.GetProperty("problem").GetString());
        string[] kinds = [.. (await Check(train, "--test", test, "--time", "born")).GetProperty("findings").EnumerateArray().Select(static each => each.GetProperty("kind").GetString()!)];
        Assert.Equal(["time-travel", "test-before-train"], kinds);
    }

    [Theory]
    [InlineData("28/11/2023", null)]
    [InlineData("28/01/2022", "2 of 3 test rows happened before the last training row, at 2023-10-12 00:00:00")]
    [InlineData("11/28/2023", "'when' is of the form dd/MM/yyyy in the training rows and of another in the test rows, so that nothing says which happened first", "28/10/2022")]
    public async Task DaysAreReadByTheFormOfBothFiles(string day, string? problem, string first = "01/10/2023")
    {
        // Alone the training rows are of either form, and by the other one the last of them is in December.
        string[] days = ["02/10/2023", "11/10/2023", "12/10/2023"];
        var random = new Random(5);
        string Rows(IEnumerable<string> dates) => "when,x,label\n" + string.Join('\n', dates.Select((date, i) => $"{date},{Number(random.NextDouble())},{i % 2}"));
        string train = folder.Write("train.csv", Rows([first, .. Enumerable.Repeat(days, 10).SelectMany(static each => each)])), test = folder.Write("test.csv", Rows([day, day, "12/12/2023"]));
        JsonElement[] found = [.. (await Check(train, "--test", test, "--time", "when", "--label", "label")).GetProperty("findings").EnumerateArray()];
        Assert.Equal(problem is null ? [] : [problem], found.Select(static each => each.GetProperty("problem").GetString()));
    }

    [Fact]
    public async Task ProgramsGetNamesAsTheFileHasThem()
    {
        string name = new('n', 70);
        var random = new Random(6);
        string[] rows = [.. Enumerable.Range(0, 100).Select(_ => random.Next(2)).Select(label => $"{Number(random.NextDouble())},{label},{label}")];
        JsonElement said = await Check("--label", "'quoted'", folder.Write("rows.csv", $"x,{name},'quoted'\n" + string.Join('\n', rows)));
        Assert.Equal("'quoted'", said.GetProperty("label").GetString());
        Assert.Equal(name, Columns(Assert.Single(said.GetProperty("findings").EnumerateArray())));
    }

    private static async Task<JsonElement> Check(params string[] args)
    {
        Answer answer = await CodeFolder.Run(["check", "--json", .. args]);
        Assert.Equal("", answer.Error);
        using JsonDocument said = JsonDocument.Parse(answer.Output);
        return said.RootElement.Clone();
    }

    private static string Columns(JsonElement found) => string.Join(',', found.GetProperty("columns").EnumerateArray().Select(static column => column.GetString()));

    private static string Table(string name)
    {
        var random = new Random(7);
        var text = new StringBuilder();
        string Tails(double size) => string.Join(',', Enumerable.Range(0, 3).Select(_ => Number(Math.Round(size * (1 + random.NextDouble()), 6))));
        string U(int digits) => Number(Math.Round(random.NextDouble(), digits));
        string remark = "";
        string[] held = [.. Enumerable.Range(0, 200).Select(_ => $"{U(5)},{U(5)},{U(5)},{random.Next(2)}")];
        var (header, count, row) = name switch
        {
            "houses whose areas and prices differ" => ("area,rooms,garden,price", 300, (Func<int, string>)(_ => $"{random.Next(10_000, 9_000_000)},{random.Next(1, 8)},{Either("yes", "no")},{random.Next(100_000, 90_000_000)}")),
            "sensors near each other" => ("lat,lon,kelvin,rain", 2_000, _ => $"{Number(Math.Round(40.7 + (random.NextDouble() / 10), 6))},{Number(Math.Round(-74 + (random.NextDouble() / 10), 6))},{Number(Math.Round(280 + (20 * random.NextDouble()), 2))},{Either("yes", "no")}"),
            "few large values beside small ones" => ("period,mass,distance,year", 1_000, _ => $"{Tails(Math.Exp(14 * Math.Pow(random.NextDouble(), 2)))},{2000 + random.Next(15)}"),
            "coarse columns" => ("a,b,c,label", 600, _ => $"{"pqr"[random.Next(3)]},{"uvw"[random.Next(3)]},{"klmn"[random.Next(4)]},{Either("yes", "no")}"),
            "two rows of a class beside noise" => (string.Join(',', Enumerable.Range(0, 300).Select(static i => $"{(char)('a' + (i / 26))}{(char)('a' + (i % 26))}")) + ",label", 1_000, i => $"{string.Join(',', Enumerable.Range(0, 300).Select(_ => U(4)))},{(i is 100 or 301 ? 1 : 0)}"),
            "opposite changes" => ("remark,change", 300, i => $"{(remark = i % 3 == 2 ? remark : $"{Word()} {Word()} {Word()} {Word()}")},{(i % 3 == 2 ? 1 : i % 3 == 1 ? -1 : random.Next(2, 40))}"),
            "a plain measure" or "a good measure" => ("x,area,price", 600, _ => Measured(random.Next(1, 61), name == "a good measure" ? 40 : 54)),
            "a date that only cancelled rows have" => ("x,cancelled,churn", 4_000, _ => Either($"{U(6)},{new DateTime(2023, 1, 1).AddMinutes(random.Next(500_000)):yyyy-MM-dd HH:mm},1", $"{U(6)},,0")),
            "a note that only cancelled rows have" => ("x,note,churn", 4_000, _ => Either($"{U(6)},{Word()} {Word()} {Word()},1", $"{U(6)},,0")),
            "a leak where classes come in turn" => ("leak,z,label", 1_000, i => $"{Number(Math.Round((i % 2 * 4) + random.NextDouble() + random.NextDouble() + random.NextDouble(), 4))},{U(3)},{i % 2}"),
            "a sum where one label is missing" => ("a,b,c,total", 300, i => Sum(random.Next(50), random.Next(50), i == 17)),
            _ => ("ref,a,b,c,label", 400, i => $"TX-{i:0000},{held[i % 200]}"),
        };
        text.Append(header).Append('\n');
        for (int i = 0; i < count; i++) text.Append(row(i)).Append('\n');
        return text.ToString();

        string Either(string one, string other) => random.Next(2) == 0 ? one : other;
        string Measured(int area, double noise) => $"{U(5)},{area},{Number(Math.Round((10 * area) + (noise * Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble())), 2))}";
        string Sum(int a, int b, bool isMissing) => $"{a},{b},{U(3)},{(isMissing ? "" : Number(a + b))}";
        string Word() => string.Concat(Enumerable.Range(0, 5).Select(_ => (char)('a' + random.Next(26))));
    }

    private static string Number(double value) => value.ToString(CultureInfo.InvariantCulture);
}
