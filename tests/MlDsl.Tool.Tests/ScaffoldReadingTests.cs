using System.Globalization;

namespace MlDsl.Tool.Tests;

/// <summary>A file is read by what was drafted from it, whatever its form and the types of its columns: all rows, under the drafted options.</summary>
public sealed class ScaffoldReadingTests : IDisposable
{
    private const int Count = 60;

    private readonly CodeFolder folder = new();

    public void Dispose() => folder.Dispose();

    // What is drafted, a file by the form of its i-th line, and what the draft says.
    private static readonly Dictionary<string, (string Header, Func<int, FormattableString> Row, string[] Drafted)> Files = new()
    {
        ["nothing is special"] = ("a,b,price", static i => $"{i % 7},{i * 0.37:0.00},{Price(i)}", ["public required int A "]),
        ["semicolons"] = ("a;price", static i => $"{i % 7};{Price(i)}", ["Separator = ';'"]),
        ["blanks between fields"] = ("a price", static i => $"{i % 7} {Price(i)}", ["Separator = ' '"]),
        ["no header"] = ("", static i => $"{i % 7},{Price(i)}", ["HasHeader = false"]),
        ["a comment"] = ("# made by X\na,price", static i => $"{i % 7},{Price(i)}", ["Comment = \"#\""]),
        ["a comment above a header that opens with the mark"] = ("# made by X\n#day,a,price", static i => $"{i % 28 + 1}.12.2023,{i % 7},{Price(i)}", ["Comment = \"# \"", "[Column(\"#day\")"]),
        ["quotes that quote nothing"] = ("a,price", static i => $"{(i % 2 == 0 ? "\"" : "")}{i % 7}\" tall,{Price(i)}", ["Quote = null"]),
        ["blanks around fields"] = ("a, price", static i => $"{i % 7}, {Price(i)}", ["Trim = true"]),
        ["blanks before quotes"] = ("name, n, price", static i => $"{(i % 2 == 0 ? "A" : "B")}, \"Smith, J\", {Price(i)}", ["Trim = true", "public required string Name "]),
        ["texts that mean missing"] = ("a,price", static i => $"{(i % 5 == 0 ? "NA" : "3")}{(i % 5 == 0 ? "" : i % 7)},{Price(i)}", ["Missing = [\"\", \"NA\"]", "public int? A "]),
        ["days whose name differs"] = ("day,price", static i => $"12/{i % 28 + 1:00}/2023,{Price(i)}", ["[\"day\"] = new() { Formats = [\"MM/dd/yyyy\"] }"]),
        ["days without a header"] = ("", static i => $"12/{i % 28 + 1:00}/2023,{Price(i)}", ["[\"Column1\"] = new() { Formats = [\"MM/dd/yyyy\"] }"]),
        ["a day that is the same everywhere"] = ("day,a,price", static i => $"31.12.2023,{i % 7},{Price(i)}", ["[\"day\"] = new() { Formats = [\"dd.MM.yyyy\"] }", "public required DateOnly Day "]),
        ["times of people"] = ("day,sex time,price", static i => $"2023-01-{i % 28 + 1:00},{i % 28 + 1:00}.12.2023 10:30,{Price(i)}", ["[\"sex time\"] = new() { Formats = [\"dd.MM.yyyy HH:mm\"] }", "Sensitive] public required DateTime SexTime "]),
        ["days that tell the label"] = ("a,closed,label", static i => $"{i % 7},{(i % 2 == 0 ? 13 : 14)}.12.2023,{(i % 2 == 0 ? "yes" : "no")}", ["[\"closed\"] = ", "AfterOutcome)] public DateOnly Closed "]),
        ["times with their offset"] = ("at,price", static i => $"2023-01-{i % 28 + 1:00}T10:00:00+02:00,{Price(i)}", ["required DateTimeOffset At "]),
        ["truths in a row"] = ("q1,q2,q3,q4,price", static i => $"{Truth(i)},{Truth(i / 2)},{Truth(i / 3)},{Truth(i / 5)},{Price(i)}", ["public required bool Q4 "]),
        ["bits in a row"] = ("q1,q2,q3,q4,price", static i => $"{i % 2},{i / 2 % 2},{i / 3 % 2},{i / 5 % 2},{Price(i)}", ["Numeric(Length = 4, Scale = Scale.Standard)] public required int[] Q "]),
        ["long numbers in a row"] = ("n1,n2,n3,n4,price", static i => $"{3000000000 + i % 7},{3000000000 + i % 5},{3000000000 + i % 3},{3000000000 + i % 4},{Price(i)}", ["public required float[] N "]),
        ["a series that is cut by missing values"] = ("v1,v2,v3,v4,v5,v6,price", static i => $"{i % 7},{i % 5},{i % 3},{i % 4},{(i % 6 == 0 ? "" : "1")},{i % 9},{Price(i)}", ["public required int V1 ", "V5 "]),
        ["a series with a gap"] = ("v1,v2,v3,v4,v6,v7,price", static i => $"{i % 7},{i % 5},{i % 3},{i % 4},{i % 8},{i % 9},{Price(i)}", ["public required int V1 "]),
        ["a series beside a column of its name"] = ("score,score1,score2,score3,score4,price", static i => $"{i % 8},{i % 7},{i % 5},{i % 3},{i % 4},{Price(i)}", ["public required int Score4 "]),
        ["a series that holds a copy of the label"] = ("v1,v2,v3,v4,label", static i => $"{i % 7},{i % 2},{i % 3},{i % 4},{i % 2}", ["[Column(\"v2\", Available = Availability.AfterOutcome)] public bool V2 "]),
        ["two series"] = ("a_0,a_1,a_2,a_3,b0,b1,b2,b3,price", static i => $"{i % 7},{i % 5},{i % 3},{i % 4},{i % 8},{i % 9},{i % 6},{i % 10},{Price(i)}", ["int[] A ", "int[] B "]),
        ["columns called as options are"] = ("scale,impute,unknown,date part,availability,categorical encoding,day,price", static i =>
            $"{i % 7},{(i % 6 == 0 ? "" : "1.5")},{(i == 3 ? "rare" : i % 2 == 0 ? "u" : "v")},{i % 5},{i % 3 * 1.25},{i % 4},2023-01-{i % 28 + 1:00},{Price(i)}", ["ScaleValue ", "ImputeValue ", "UnknownValue ", "DatePartValue "]),
        ["numbers beyond a float"] = ("big,a,price", static i => $"{i + 1}e300,{i % 7},{Price(i)}", ["public required double Big "]),
        ["decimal commas"] = ("id;preis;a;price", static i => $"{i};{i * 7 % 60},{i % 9}{i % 7};{i % 7};{Price(i)}", ["its texts are numbers as NumberFormat.DecimalComma reads them"]),
        ["commas between thousands or before decimals"] = ("a;preis;price", static i => $"{i % 5};{1 + i % 9},{i % 7}00;{Price(i)}", ["as NumberFormat.DecimalComma or NumberFormat.DecimalPoint reads them"]),
        ["texts of classes"] = ("a,label", static i => $"{i % 7},{(i % 3 == 0 ? "x" : i % 3 == 1 ? "y" : "z")}", ["public required string Label "]),
        ["codes of classes beyond int"] = ("a,label", static i => $"{i % 7},{3000000000 + i % 3}", ["Label] public long Label "]),
        ["nearly as many things as rows"] = ("a,customer_id,price", static i => $"{i % 7},{i * 2 / 3},{Price(i)}", ["no feature: the number names something", "public required int CustomerId "]),
        ["a number of things"] = ("number_of_rooms,numberOfDependents,price", static i => $"{i % 7},{i % 5},{Price(i)}", ["Numeric(Scale = Scale.Standard)] public required int NumberOfRooms "]),
        ["names that are numbers"] = ("key,2019,2020,price", static i => $"k{i},{i % 7},{i % 5},{Price(i)}", ["[Column(\"2019\"), Numeric(Scale = Scale.Standard)] public required int Column2019 "]),
        ["a name that is a value below"] = ("x,z,spam", static i => $"{i * 0.37:0.00},{i % 7},{(i % 2 == 0 ? "spam" : "ham")}", ["[Column(\"spam\"), Label"]),
    };

    public static TheoryData<string> Names => [.. Files.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task EveryRowIsRead(string file)
    {
        var (header, row, drafted) = Files[file];
        string text = (header.Length > 0 ? header + "\n" : "") + string.Concat(Enumerable.Range(0, Count).Select(i => FormattableString.Invariant(row(i)) + "\n"));
        string path = folder.Write("rows.csv", text);
        Answer answer = await CodeFolder.Run("scaffold", path);
        Assert.Equal((0, ""), (answer.Code, answer.Error));
        foreach (string part in drafted) Assert.Contains(part, answer.Output, StringComparison.Ordinal);
        Assert.Equal(Count, (await DraftedCode.Read(answer.Output, "Rows", path)).Count);
    }

    [Fact]
    public async Task DaysAreTheOnesThatTheFileHas()
    {
        string path = folder.Write("rows.csv", "day,price\n" + string.Concat(Enumerable.Range(1, 28).Select(static i => FormattableString.Invariant($"12/{i}/2023,{Price(i)}\n"))));
        Answer answer = await CodeFolder.Run("scaffold", path);
        List<object> rows = await DraftedCode.Read(answer.Output, "Rows", path);
        Assert.Equal(Enumerable.Range(1, 28).Select(static day => new DateTime(2023, 12, day)), rows.Select(static row => (DateTime)DraftedCode.Get(row, "Day")!));
    }

    [Theory]
    [InlineData("input.csv", "RowInput")]
    [InlineData("schema.csv", "RowSchema")]
    [InlineData("learned.csv", "RowLearned")]
    [InlineData("regression.csv", "RowRegression")]
    [InlineData("scale.csv", "RowScale")]
    [InlineData("date-time.csv", "RowDateTime")]
    [InlineData("class.csv", "Class")]
    [InlineData("split.csv", "Split")]
    [InlineData("dataset.csv", "Dataset")]
    [InlineData("label.csv", "Label")]
    public async Task TheRecordsNameIsUsable(string file, string name)
    {
        string path = folder.Write(file, "day,a,price\n" + string.Concat(Enumerable.Range(1, 28).Select(static i => FormattableString.Invariant($"2023-12-{i:00} 10:00,{i % 5},{Price(i)}\n"))));
        Answer answer = await CodeFolder.Run("scaffold", path);
        Assert.Equal((0, ""), (answer.Code, answer.Error));
        Assert.Equal(28, (await DraftedCode.Read(answer.Output, name, path)).Count);
    }

    [Theory]
    [InlineData("ranking", "int Rel ", "query,x,rel", "0,1")]
    [InlineData("multiclass", "string Rel ", "query,x,rel", "no,yes")]
    [InlineData("multiclass", "int Rel ", "query,x,rel", "0,1")]
    [InlineData("regression", "float Rel ", "query,x,rel", "0,1")]
    public async Task ALabelOfTwoValuesIsWhatTheTaskTakes(string task, string expected, string header, string values)
    {
        string[] labels = values.Split(',');
        string path = folder.Write("rows.csv", header + "\n" + string.Concat(Enumerable.Range(0, Count).Select(i => FormattableString.Invariant($"{i / 10},{i * 0.37:0.00},{labels[i * i % 3 % 2]}\n"))));
        Answer answer = await CodeFolder.Run("scaffold", path, "--task", task);
        Assert.Equal((0, ""), (answer.Code, answer.Error));
        Assert.Contains(expected, answer.Output, StringComparison.Ordinal);
        Assert.Equal(Count, (await DraftedCode.Read(answer.Output, "Rows", path)).Count);
    }

    [Fact]
    public async Task ManyTextsHaveNoMeanTargetWhereThereIsNone()
    {
        string path = folder.Write("rows.csv", "city,label\n" + string.Concat(Enumerable.Range(0, 2_400).Select(static i => FormattableString.Invariant($"c{i / 2},{"xyz"[i % 3]}\n"))));
        Answer answer = await CodeFolder.Run("scaffold", path);
        Assert.Contains("Categorical(MinCount = 10, Unknown = Unknown.Bucket)] public required string City ", answer.Output, StringComparison.Ordinal);
        await DraftedCode.Compile(answer.Output);
    }

    private static string Truth(int i) => i % 2 == 0 ? "yes" : "no";

    private static string Price(int i) => (i * i % 17 + (i * 0.25)).ToString("0.00", CultureInfo.InvariantCulture);
}
