using System.Collections;
using System.Globalization;
using System.Reflection;
using System.Text.RegularExpressions;
using MlDsl.Testing;
using MlDsl.Tool.Proposing;
using Xunit.Abstractions;

namespace MlDsl.Tool.Tests;

/// <summary><c>mldsl scaffold --contract</c>: what is proposed compiles, the rows that it was made of keep it, bad ones do not, and it tells of no row more than it may.</summary>
public sealed class ContractTests(ITestOutputHelper output) : IDisposable
{
    private const int Count = 600;

    private readonly CodeFolder folder = new();

    public void Dispose() => folder.Dispose();

    // A made-up shop: one row that no other is like, in every column.
    private static string Shop(Func<int, string[], string[]>? change = null)
    {
        var random = new Random(5);
        string text = "order_id,sku,day,shipped,weight,price,discount,kind,size,sex,note,amount\n";
        for (int i = 0; i < Count; i++)
        {
            double price = random.Next(100, 20_000) / 100.0;
            string[] fields =
            [
                $"{1000 + i}", $"{(char)('A' + random.Next(26))}{(char)('A' + random.Next(26))}-{random.Next(10, 100_000)}", $"2024-{1 + (i % 12):00}-{1 + (i % 28):00}", $"2025-01-{1 + (i % 28):00}",
                (random.NextDouble() * 30).ToString("F3", CultureInfo.InvariantCulture), price.ToString("F2", CultureInfo.InvariantCulture), (price * random.NextDouble()).ToString("F2", CultureInfo.InvariantCulture),
                i % 3 == 0 ? "toy" : i % 3 == 1 ? "book" : "it's \"it\"", $"{i % 5}", i % 2 == 0 ? "m" : "f", i % 50 == 0 ? "" : random.Next(5) == 0 ? "gift" : "none", $"{1 + random.Next(9)}",
            ];
            text += string.Join(',', (change?.Invoke(i, fields) ?? fields).Select(static field => field.Contains('"', StringComparison.Ordinal) ? $"\"{field.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : field)) + "\n";
        }
        return text;
    }

    [Fact]
    public async Task EveryRuleIsProposedAndCompiles()
    {
        string path = folder.Write("shop.csv", Shop());
        string draft = await Draft(path, "--label", "amount", "--task", "regression");
        foreach (string part in (string[])
        [
            "using MlDsl.Contracts;", "// Seen: no two of 600 rows have the same.", "[Column(\"order_id\"), Id, Unique] public required int OrderId ",
            "Pattern(\"[A-Z]{2}-[0-9]+\")", "// Seen: 600 texts of one form.", "Range(\"2024-01-01\", \"\")", "Range(0, 40)", "Range(0, 300)", "Values(\"book\", \"it's \\\"it\\\"\", \"toy\")",
            "// Seen: 3 values, the rarest of them in 200 of 600 rows.", "NotNull(Policy = Breach.Count)", "// Seen: missing in 12 of 600 rows.", "Values(\"gift\", \"none\")",
            "[Relation] private static bool DiscountIsAtMostPrice(float discount, float price) => discount <= price;", "of rows that were mixed",
        ]) Assert.Contains(part, draft, StringComparison.Ordinal);
        Assert.Contains("Sensitive] public required string Sex", draft, StringComparison.Ordinal);
        Assert.Equal(Count, (await DraftedCode.Read(draft, "Shop", path)).Count);
        // Without the option nothing of it is there.
        Answer plain = await CodeFolder.Run("scaffold", path, "--label", "amount", "--task", "regression");
        Assert.DoesNotContain("Seen:", plain.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("Contracts", plain.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0, "1007", "[Unique]")]
    [InlineData(1, "ab-123", "[Pattern(")]
    [InlineData(1, "AB-123x", "[Pattern(")]
    [InlineData(2, "1924-01-01", "[Range(\"2024-01-01\", \"\")]")]
    [InlineData(4, "-1", "[Range(0, 40)]")]
    [InlineData(4, "30000", "[Range(0, 40)]")]
    [InlineData(6, "299", "[Relation]")]
    [InlineData(7, "Book", "[Values(")]
    [InlineData(10, "Gift", "[Values(")]
    [InlineData(11, "99999", "[Range(")]
    public async Task ABadRowIsRefused(int field, string value, string rule)
    {
        string draft = await Draft(folder.Write("shop.csv", Shop()), "--label", "amount", "--task", "regression");
        string bad = folder.Write("bad.csv", Shop((i, fields) => i == 3 ? [.. fields[..field], value, .. fields[(field + 1)..]] : fields));
        Exception problem = await Assert.ThrowsAnyAsync<Exception>(() => DraftedCode.Read(draft, "Shop", bad));
        Assert.Contains(rule.TrimEnd(']'), problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task NoRowThatIsLikeNoOtherIsTold()
    {
        string[] odd = ["999983", "QQ-77777", "2024-12-31", "2025-01-31", "36.917", "217.37", "211.13", "unheard-of", "7", "undisclosed", "a secret", "17"];
        string path = folder.Write("shop.csv", Shop((i, fields) => i == 17 ? odd : fields));
        string draft = await Draft(path, "--label", "amount", "--task", "regression");
        foreach (string value in odd.Except(["7", "17"])) Assert.DoesNotContain(value, draft, StringComparison.Ordinal);
        // Nor of nine rows alike; ten may be told.
        foreach (int rows in (int[])[9, 10])
        {
            string some = await Draft(folder.Write($"some{rows}.csv", Shop((i, fields) => i < rows ? [.. fields[..7], "seldom", .. fields[8..]] : fields)), "--label", "amount", "--task", "regression", "--name", "Shop");
            Assert.Equal(rows == 10, some.Contains("Values(\"book\", \"it's \\\"it\\\"\", \"seldom\", \"toy\")", StringComparison.Ordinal));
            Assert.Equal(rows == 10, some.Contains("seldom", StringComparison.Ordinal));
        }
        // What is sensitive is told of no number of rows, whatever its type.
        string people = "sex,gender,religion,price\n" + string.Concat(Enumerable.Range(0, 400).Select(static i => FormattableString.Invariant($"{(i % 2 == 0 ? "female" : "male")},{i % 3 + 40},{i % 7 * 1.5},{i % 11}.5\n")));
        string said = await Draft(folder.Write("people.csv", people), "--label", "price");
        foreach (string text in (string[])["female", "Values(", "from about 40", "Gender, ", "IsAtMost"]) Assert.DoesNotContain(text, said, StringComparison.Ordinal);
        Assert.Contains("Range(0, 20)] public float Price", said, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0, 99.5, true, false, 0, 110)]
    [InlineData(-5, 42, false, true, -10, 50)]
    [InlineData(0.02, 0.98, false, true, 0, 1)]
    [InlineData(0.1, 0.3, false, false, 0, 0.4)]
    [InlineData(-30, -2, true, true, -40, 0)]
    [InlineData(2011, 2012, true, true, 2010, 2013)]
    [InlineData(1e6, 3.4e6, false, true, 0, 4e6)]
    public void BoundsAreCoarseAndBeyondWhatWasSeen(double least, double greatest, bool isWhole, bool isShort, double low, double high) =>
        Assert.Equal((low, high), NumberBounds.Of([.. Enumerable.Repeat(least, 10), .. Enumerable.Repeat(greatest, 10)], 10, isWhole, isShort));

    // A bound one beyond the greatest value would tell it.
    [Theory]
    [InlineData(1, true, 0, 10)]
    [InlineData(9, true, 0, 10)]
    [InlineData(10, true, 0, 6)]
    [InlineData(1, false, 0, 10)]
    public void TheGreatestOfSmallWholeNumbersIsToldWhereItsRowsAreEnough(int rows, bool isWhole, double low, double high)
    {
        Assert.Equal((low, high), NumberBounds.Of([.. Enumerable.Repeat(0.0, 50), .. Enumerable.Repeat(1.0, 50), .. Enumerable.Repeat(5.0, rows)], 10, isWhole, isShort: true));
        Assert.Equal((-high, low), NumberBounds.Of([.. Enumerable.Repeat(-5.0, rows), .. Enumerable.Repeat(0.0, 50)], 10, isWhole, isShort: true));
    }

    [Theory]
    [InlineData(1, "1900-01-01")]
    [InlineData(9, "1900-01-01")]
    [InlineData(10, "1903-01-01")]
    public async Task TheYearOfFewRowsIsNotTold(int rows, string first)
    {
        string path = folder.Write("born.csv", "born,heat,price\n" + string.Concat(Enumerable.Range(0, 400).Select(i => FormattableString.Invariant($"{(i < rows ? 1903 : 1950 + (i % 50))}-0{1 + (i % 9)}-11,{i % 7},{i % 5}.5\n"))));
        Assert.Contains($"Range(\"{first}\", \"\")", await Draft(path, "--label", "price"), StringComparison.Ordinal);
    }

    [Fact]
    public void NothingIsProposedWhereThereIsNoRange()
    {
        Assert.Null(NumberBounds.Of([3, 3], 10, isWhole: true, isShort: false));
        Assert.Null(NumberBounds.Of([double.NaN, 3], 10, isWhole: true, isShort: false));
        Assert.Null(NumberBounds.Of([-1e300, 1e300], 10, isWhole: false, isShort: false));
        // A float tells these apart by no digit that a bound could have.
        Assert.Null(NumberBounds.Of([16_777_216, 16_777_220], 10, isWhole: false, isShort: true));
    }

    [Theory]
    [InlineData("[A-Z]{2}-[0-9]+", "AB-1", "CD-22")]
    [InlineData("[0-9]{3}\\.[0-9]{3}", "123.456", "777.888")]
    [InlineData("[A-Z][a-z]+\\ [0-9]", "Gate 1", "Wings 2")]
    [InlineData(null, "AB-1", "CD_1")]
    [InlineData(null, "red", "green")]
    [InlineData(null, "Zoë 1", "Zoe 1")]
    [InlineData(null, "", "a1")]
    public void AFormIsWhatAllTextsHave(string? form, params string[] texts) => Assert.Equal(form, TextForm.Of(texts));

    [Fact]
    public async Task RowsThatComeFreshAreToStayFresh()
    {
        DateTime today = DateTime.UtcNow.Date;
        string rows = "day,heat,price\n" + string.Concat(Enumerable.Range(0, 100).Select(i => FormattableString.Invariant($"{today.AddDays(i - 102):yyyy-MM-dd},{i % 7},{i % 5}.5\n")));
        string path = folder.Write("days.csv", rows);
        string draft = await Draft(path, "--label", "price");
        // Three days old, and some hours: twice that, and begun days whole.
        Assert.Matches("""EventTime, DateParts[^\n]*, Range\("20[0-9]{2}-01-01", ""\), Fresh\("(7|8)d"\)""", draft);
        Assert.Equal(100, (await DraftedCode.Read(draft, "Days", path)).Count);
        string old = folder.Write("old.csv", rows.Replace($"{today.Year}-", $"{today.Year - 2}-", StringComparison.Ordinal).Replace($"{today.Year - 1}-", $"{today.Year - 3}-", StringComparison.Ordinal));
        Assert.Contains("[Fresh(", (await Assert.ThrowsAnyAsync<Exception>(() => DraftedCode.Read(Regex.Replace(draft, """Range\("[^)]*\), Fresh""", "Fresh"), "Days", old))).Message, StringComparison.Ordinal);
        // A history is not.
        Assert.DoesNotContain("Fresh(", await Draft(old, "--label", "price"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task ARecordThatExistsGetsTheRulesThatItLacks()
    {
        string path = folder.Write("shop.csv", Shop());
        string code = folder.Write("Orders.cs", """
            using MlDsl;
            using MlDsl.Contracts;
            [Dataset]
            public sealed partial record Order
            {
                [Column("order_id"), Id] public required long Number { get; init; }
                [Range(0, 1000)] public required float Weight { get; init; }
                [Categorical] public required string Kind { get; init; }
                [MlDsl.CategoricalAttribute] public required System.Int32 Size { get; init; }
                [Sensitive] public string? Sex { get; init; }
                public required float Price { get; init; }
                public System.Nullable<double> Discount { get; init; }
                [Column("note")] public required int Note { get; init; }
                public string? Gone { get; init; }
                [Label] public float Amount { get; init; }
                private static bool DiscountIsAtMostPrice() => true;
            }
            [Dataset] public sealed partial record Other;
            public sealed record Plain;
            """);
        Answer answer = await CodeFolder.Run("scaffold", path, "--contract", "--record", code, "--name", "Order");
        Assert.Equal((0, ""), (answer.Code, answer.Error));
        Assert.Equal(
            """
            // Proposed for Order of 600 rows of shop.csv, all of which keep it; the names are in MlDsl.Contracts.

            // Seen: no two of 600 rows have the same.
            [Unique] long Number

            // Seen: 3 values, the rarest of them in 200 of 600 rows.
            [Values("book", "it's \"it\"", "toy")] string Kind

            // Seen: 5 values, the rarest of them in 120 of 600 rows.
            [Values(0, 1, 2, 3, 4)] int Size

            // Seen: a value in each of 600 rows.
            [NotNull] string? Sex

            // Seen: 600 values.
            [Range(0, 300)] float Price

            // Seen: 600 values.
            // Seen: a value in each of 600 rows.
            [Range(0, 300), NotNull] double? Discount

            // Note: nothing is proposed, since not all values of 'note' are read as 'int' alone.

            // Gone: the file has no column 'Gone'.

            // Seen: 600 values.
            [Range(0, 10)] float Amount

            """,
            answer.Output[..answer.Output.IndexOf("\n// Seen: in each of", StringComparison.Ordinal)]);
        Assert.Contains("[Relation] private static bool DiscountIsAtMostPrice2(double? discount, float price) => !(discount > price);", answer.Output, StringComparison.Ordinal);
        string[][] wrong =
        [
            ["--record", code], ["--record", code, "--name", "Plain"], ["--record", folder["none.cs"]], ["--record", code, "--name", "Other"],
        ];
        string[] said = ["has several types that are marked [Dataset]; --name chooses one of Order, Other", "has no type 'Plain' that is marked", "does not exist", "has none of the columns of 'Other'"];
        foreach (var (arguments, message) in wrong.Zip(said))
        {
            Answer refused = await CodeFolder.Run(["scaffold", path, .. arguments]);
            Assert.Equal(2, refused.Code);
            Assert.Contains(message, refused.Error, StringComparison.Ordinal);
        }
        Answer model = await CodeFolder.Run("scaffold", folder.Write("model.onnx", "x"), "--contract");
        Assert.Contains("--contract and --record are for files of rows", model.Error, StringComparison.Ordinal);
    }

    /// <summary>Drafted of every other row of public tables, the contract lets nearly all of the others through: the share that the docs state.</summary>
    [FactWith("adult.csv", "taxi-fare-train.csv", "bike-hour.csv", "optdigits-train.csv", "iris.tsv", "breast-cancer.tsv", "ratings.csv", "detox.tsv")]
    public async Task RowsThatWereNotLookedAtKeepIt()
    {
        double worst = 1;
        foreach (string file in (string[])["adult.csv", "taxi-fare-train.csv", "bike-hour.csv", "optdigits-train.csv", "iris.tsv", "breast-cancer.tsv", "ratings.csv", "detox.tsv"])
        {
            string[] lines = [.. (await File.ReadAllLinesAsync(TestData.File(file))).Where(static line => line.Length > 0 && !line.StartsWith("//", StringComparison.Ordinal))];
            int head = char.IsAsciiDigit(lines[0][0]) ? 0 : 1;
            string seen = folder.Write($"seen/{file}", string.Join('\n', [.. lines[..head], .. lines[head..].Where(static (_, i) => i % 2 == 0)]) + "\n");
            string later = folder.Write($"later/{file}", string.Join('\n', [.. lines[..head], .. lines[head..].Where(static (_, i) => i % 2 == 1)]) + "\n");
            string draft = await Draft(seen, "--name", "Seen");
            int rules = draft.Split("// Seen:").Length - 1;
            int half = (lines.Length - head + 1) / 2, rows = lines.Length - head - half;
            Assert.Equal(half, Kept(draft, seen));
            int broken = rows - Kept(draft, later);
            worst = Math.Min(worst, 1 - ((double)broken / rows));
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{file}: {rules} rules, {broken} of {rows} rows that were not looked at break one"));
        }
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"contract_kept={worst:F4}"));
        Assert.InRange(worst, 0.999, 1);

        // What breaks a rule is left out.
        static int Kept(string draft, string path)
        {
            string options = draft.Contains("FromCsv(path, Options)", StringComparison.Ordinal) ? "Options with { BadRows = MlDsl.BadRowPolicy.Skip }" : "new MlDsl.CsvOptions { BadRows = MlDsl.BadRowPolicy.Skip }";
            Assembly assembly = DraftedCode.Compile(Regex.Replace(draft, @"FromCsv\(path(, Options)?\)", $"FromCsv(path, {options})")).GetAwaiter().GetResult();
            object data = assembly.GetType("SeenFile", throwOnError: true)!.GetMethod("Read")!.Invoke(null, BindingFlags.DoNotWrapExceptions, null, [path], null)!;
            return ((IEnumerable)data.GetType().GetProperty("Rows")!.GetValue(data)!).Cast<object>().Count();
        }
    }

    private static async Task<string> Draft(string path, params string[] options)
    {
        Answer answer = await CodeFolder.Run(["scaffold", path, "--contract", .. options]);
        Assert.Equal((0, ""), (answer.Code, answer.Error));
        return answer.Output;
    }
}
