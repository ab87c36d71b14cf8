using System.Globalization;
using System.Text;

namespace MlDsl.Tool.Tests;

/// <summary><c>mldsl scaffold</c>: how files are written, what columns are taken for, and what is refused.</summary>
public sealed class ScaffoldTests : IDisposable
{
    private readonly CodeFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("a;b\n1;2\n3;5\n", "Separator = ';'")]
    [InlineData("a|b\n1|2\n3|5\n", "Separator = '|'")]
    [InlineData("a b\n1 2\n3 5\n", "Separator = ' '")]
    [InlineData("1,2\n3,5\n", "HasHeader = false")]
    [InlineData("# from the lab\n# of May\na,b\n1,2\n3,5\n", "Comment = \"#\"")]
    [InlineData("a, b\n1, 2\n3, 5\n", "Trim = true")]
    [InlineData("a,b\n1,NA\n3,5\n7,8\n", "Missing = [\"\", \"NA\"]")]
    [InlineData("a,b\n\"6\" tall,1\n5\" short,2\n", "Quote = null")]
    [InlineData("when,b\n01.02.2024,2\n02.02.2024,3\n03.02.2024,4\n", "ColumnTimes = new Dictionary<string, TimeFormat> { [\"when\"] = new() { Formats = [\"dd.MM.yyyy\"] } }")]
    public async Task HowTheFileIsWritten(string text, string option)
    {
        string draft = await Draft(text);
        Assert.Contains(option, draft, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("x", "[Column(\"x\"), Numeric(Scale = Scale.Standard)] public required int X ", "1", "2", "3", "4")]
    [InlineData("x", "[Column(\"x\"), Numeric(Scale = Scale.Standard)] public required float X ", "1.5", "2", "3", "4e0")]
    [InlineData("x", "public required long X ", "1", "2", "3000000000", "4")]
    [InlineData("x", "[Column(\"x\"), Numeric(Scale = Scale.Standard, Impute = Impute.Median, Indicator = true)] public int? X ", "1", "", "3", "4")]
    [InlineData("x", "[Column(\"x\"), Numeric] public required bool X ", "yes", "no", "no", "yes")]
    [InlineData("x", "public required string X ", "a", "b", "a", "b")]
    [InlineData("sex", "[Column(\"sex\"), Sensitive] public required string Sex ", "m", "f", "m", "f")]
    [InlineData("x", "[Column(\"x\")] public required int X ", "7", "7", "7", "7")]
    [InlineData("zip", "'01234' begins with a zero, which a number would lose", "01234", "99999", "01234", "99999")]
    [InlineData("empty", "no feature: no row has a value", "", "", "", "")]
    [InlineData("at", "[Column(\"at\"), EventTime, DateParts] public required DateTimeOffset At ", "2024-01-02T10:00:00Z", "2024-01-02T11:00:00Z", "2024-01-02T12:00:00Z", "2024-01-02T13:00:00Z")]
    [InlineData("at", "read as MM/dd/yyyy; dd/MM/yyyy", "01/02/2024", "02/03/2024", "03/04/2024", "04/05/2024")]
    [InlineData("copy", "it is the label in every row: taken for known only afterwards", "10.5", "11", "10.25", "12")]
    [InlineData("class", "public required string ClassValue", "u", "v", "u", "v")]
    [InlineData("input", "public required string InputValue", "u", "v", "u", "v")]
    [InlineData("1st value", "public required string Column1stValue", "u", "v", "u", "v")]
    [InlineData("größe", "public required string Größe", "u", "v", "u", "v")]
    public async Task WhatAColumnIsTakenFor(string name, string expected, params string[] values)
    {
        string[] labels = ["10.5", "11", "10.25", "12"];
        string rows = string.Concat(values.Select((value, i) => $"{value},{labels[i]}\n"));
        string draft = await Draft($"{name},price\n{rows}", "--label", "price", "--name", "Class");
        Assert.Contains(expected, draft.Replace("Class.", "", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("acc_x,acc_y,activity", "predicts 'activity'")]
    [InlineData("x1,y1,price", "predicts 'price'")]
    [InlineData("y,x,z", "predicts 'y'")]
    [InlineData("a,price,customer_id", "predicts 'price'")]
    [InlineData("a,price,row", "predicts 'price'", true)]
    public async Task TheLabelIsNoCoordinateAndNoIdentifier(string header, string expected, bool countsUp = false)
    {
        string rows = string.Concat(Enumerable.Range(0, 40).Select(i => FormattableString.Invariant($"{i * 0.25},{i % 7 * 1.5},{(countsUp ? i : i * i % 23)}\n")));
        Answer answer = await CodeFolder.Run("scaffold", folder.Write("rows.csv", $"{header}\n{rows}"), "--out", folder["Rows.cs"]);
        Assert.Contains(expected, answer.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("01/25/2023", "", "01/26/2023")]
    [InlineData("1/2/2024", "read as M/d/yyyy; d/M/yyyy would read every value as well, with another day", "11/9/2024")]
    [InlineData("01/02/2024 10:30", "read as MM/dd/yyyy HH:mm; dd/MM/yyyy HH:mm would", "03/04/2024 10:30")]
    [InlineData("2024-01-02", "", "2024-02-01")]
    public async Task DaysThatMayBeMonthsAreRemarked(string day, string remark, string other)
    {
        string draft = await Draft($"day,price\n{day},10.5\n{other},11.5\n{day},12.25\n");
        if (remark.Length > 0) Assert.Contains(remark, draft, StringComparison.Ordinal);
        else Assert.DoesNotContain("another day", draft, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AHeaderThatIsLostIsRemarked()
    {
        string draft = await Draft("#made by X\n#id,a,b\n1,2,3.5\n4,5,6.5\n");
        Assert.Contains("// Look: '#id,a,b' may be the header, which is left out as a comment", draft, StringComparison.Ordinal);
        Assert.Contains("HasHeader = false", draft, StringComparison.Ordinal);
    }

    [Fact]
    public async Task TextThatIsNotUtf8IsRefused()
    {
        string path = folder["rows.csv"];
        File.WriteAllBytes(path, Encoding.Latin1.GetBytes("place;n\nBern;1\nChâtel;2\nGenf;4\n"));
        Answer answer = await CodeFolder.Run("scaffold", path);
        Assert.Equal((2, ""), (answer.Code, answer.Output));
        Assert.Contains("line 3: the text is not UTF-8 (byte 0xE2, 'â' in Latin-1, the field's byte 3); save the file as UTF-8", answer.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AmountsThatAddUpToTheLabelAreKnownAfterwards()
    {
        string draft = await Draft("a,b,c,sum\n" + string.Concat(Enumerable.Range(0, 20).Select(static i => $"{i % 7},{i % 5},{i * i % 11},{(i % 7) + (i % 5)}\n")));
        Assert.Contains("'a' + 'b' is the label in every row", draft, StringComparison.Ordinal);
        Assert.Contains("[Column(\"a\", Available = Availability.AfterOutcome)] public int A", draft, StringComparison.Ordinal);
        Assert.Contains("[Column(\"c\"), Numeric(Scale = Scale.Standard)]", draft, StringComparison.Ordinal);
    }

    [Fact]
    public async Task NumberedColumnsAreAVector()
    {
        string draft = await Draft("e_0,e_1,e_2,e_3,price\n1,2,3,4,5.5\n2,3,4,5,6.5\n");
        Assert.Contains("[Column(\"e\"), Numeric(Length = 4, Scale = Scale.Standard)] public required int[] E ", draft, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("regression", "[Model<Rows, Regression>]\n[PoissonRegression]")]
    [InlineData("multiclass", "[Model<Rows, MulticlassClassification>]\n[LogisticRegression]")]
    [InlineData("ranking", "[Model<Rows, Ranking>]\n[LinearRanking]")]
    public async Task TheTaskIsTheOneThatIsNamed(string task, string expected)
    {
        string rows = string.Concat(Enumerable.Range(0, 40).Select(static i => string.Create(CultureInfo.InvariantCulture, $"{i / 8},{i * 7 % 11},{i % 4}\n")));
        string draft = await Draft("query,match,grade\n" + rows, "--task", task, "--name", "Rows");
        Assert.Contains(expected, draft, StringComparison.Ordinal);
        if (task == "ranking") Assert.Contains("[Column(\"query\"), Group]", draft, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "is empty")]
    [InlineData("alone\n1\n2\n", "is no file of separated values")]
    [InlineData("a,b\n", "has a header and no rows")]
    [InlineData("a,b\n1,2\n3\n4,5\n6,7\n", "line 3: 1 fields, where most records have 2")]
    [InlineData("a,,c\nx,1,2\ny,3,4\n", "has a column without a name, the field 2;")]
    [InlineData(",age,label\n0,28,1\n1,36,0\n", "the first, as pandas writes its index: index=False leaves it out")]
    [InlineData("a,a\n1,2\n3,4\n", "has two columns 'a'")]
    [InlineData("3 qid:0 1:0.883 2:0.624\n2 qid:0 1:0.5 2:0.25\n", "is LibSVM's sparse form ('qid:0')")]
    [InlineData("query,grade\n1,0\n1,31\n2,3\n2,4\n", "is no grade: grades are whole numbers from 0 to 30", "--task", "ranking")]
    [InlineData("query,grade\n1,0\n1,-1\n2,3\n2,4\n", "is no grade: grades are whole numbers from 0 to 30", "--task", "ranking")]
    [InlineData("a,b\n1,yes\n3,no\n", "has texts, such as 'yes': it is a class", "--task", "regression")]
    [InlineData("a;b\n1;2,5\n3;3,5\n4;1,75\n2;2,5\n", "the label 'b' has numbers with commas, such as '2,5'")]
    [InlineData("a,b\n1,2\n3,4\n", "--name 'class' is no name of C#", "--name", "class")]
    [InlineData("a,b\n1,2\n3,4\n", "--name 'record' is no name of C#", "--name", "record")]
    [InlineData("a,b\n1,2\n3,4\n", "--name 'Input' means something else", "--name", "Input")]
    [InlineData("a,b\n1,2\n3,4\n", "--namespace 'a.class' is no namespace of C#", "--namespace", "a.class")]
    [InlineData("a,b\n1,2\n3,2\n", "has one value only", "--label", "b")]
    [InlineData("a,b\n1,2\n3,4\n", "--label 'c' is no column; the file has 'a', 'b'", "--label", "c")]
    [InlineData("a,b\n1,x\n3,y\n", "it is a class", "--label", "b", "--task", "regression")]
    [InlineData("a,b\n1,x\n3,y\n2,z\n", "'b' has 3 values; two classes have two", "--label", "b", "--task", "binary")]
    [InlineData("a,b\n1,2\n3,4\n", "no column repeats as one does", "--task", "ranking")]
    [InlineData("a,b\n1,2\n3,4\n", "--name '1x' is no name of C#", "--name", "1x")]
    [InlineData("a,b\n1,2\n3,4\n", "--namespace 'a..b' is no namespace of C#", "--namespace", "a..b")]
    [InlineData("a,b\n1,2\n3,4\n", "--separator ';;' is no separator", "--separator", ";;")]
    [InlineData("a,b\n1,2\n3,4\n", "--rows '1' is no number of rows", "--rows", "1")]
    public async Task WhatCannotBeDraftedIsRefusedByName(string text, string reason, params string[] options)
    {
        Answer answer = await CodeFolder.Run(["scaffold", folder.Write("rows.csv", text), .. options]);
        Assert.Equal((2, ""), (answer.Code, answer.Output));
        Assert.Contains(reason, answer.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task TextsThatAreTooManyForClassesAreNoLabel()
    {
        string rows = string.Concat(Enumerable.Range(0, 300).Select(static i => string.Create(CultureInfo.InvariantCulture, $"{i % 7}.5,car {i % 90}\n")));
        Answer answer = await CodeFolder.Run("scaffold", folder.Write("rows.csv", "price,name\n" + rows), "--out", folder["Rows.cs"]);
        Assert.Equal((0, ""), (answer.Code, answer.Error));
        Assert.Contains("predicts 'price'", answer.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AFileIsNotWrittenOver()
    {
        string input = folder.Write("rows.csv", "a,b\n1,2\n3,5\n"), to = folder.Write("Rows.cs", "mine");
        Answer refused = await CodeFolder.Run("scaffold", input, "--out", to);
        Assert.Equal((2, "mine"), (refused.Code, File.ReadAllText(to)));
        Assert.Contains("--replace writes over it", refused.Error, StringComparison.Ordinal);
        Answer written = await CodeFolder.Run("scaffold", input, "--out", to, "--replace");
        Assert.Equal(0, written.Code);
        Assert.StartsWith("Rows with 2 members, 1 of them to look at, predicts 'b' (Binary); written to", written.Output, StringComparison.Ordinal);
        Assert.Contains("public sealed partial record Rows", File.ReadAllText(to), StringComparison.Ordinal);
    }

    [Fact]
    public async Task NamesThatAreHostileStayText()
    {
        string draft = await Draft("\"a\"\"]; evil()\n//x\",price\nu,1.5\nv,2.5\nu,3.5\nv,4.5\n");
        Assert.Contains("[Column(\"a\\\"]; evil()\\n//x\")", draft, StringComparison.Ordinal);
    }

    [Fact]
    public async Task BytesThatAreNoTextAreRefused()
    {
        string path = folder["rows.csv"];
        File.WriteAllBytes(path, [0x50, 0x4B, 3, 4, 0, 0, 1, 2, .. Encoding.ASCII.GetBytes("a,b\n1,2\n")]);
        Answer answer = await CodeFolder.Run("scaffold", path);
        Assert.Equal(2, answer.Code);
        Assert.Contains("is no text in UTF-8", answer.Error, StringComparison.Ordinal);
    }

    private async Task<string> Draft(string text, params string[] options)
    {
        Answer answer = await CodeFolder.Run(["scaffold", folder.Write("rows.csv", text), .. options]);
        Assert.Equal((0, ""), (answer.Code, answer.Error));
        return answer.Output;
    }
}
