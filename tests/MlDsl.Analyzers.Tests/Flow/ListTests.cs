using MlDsl.Analyzers.Rules;

namespace MlDsl.Analyzers.Tests.Flow;

/// <summary>Lists of columns are known where everything that fills them is; where anything else may have filled them, nothing is said.</summary>
public sealed class ListTests
{
    // The label is in the list by way of each of these.
    [Theory]
    [InlineData("""var names = new[] { "Miles", "Fare" };""")]
    [InlineData("""var names = new List<string>(new[] { "Miles", "Fare" });""")]
    [InlineData("""var names = new List<string>(); names.AddRange(new[] { "Miles", "Fare" });""")]
    [InlineData("""var names = new List<string> { "Miles" }; names.Insert(0, "Fare");""")]
    [InlineData("""var names = new List<string> { "Vendor" }; names.Clear(); names.Add("Fare");""")]
    [InlineData("""var names = new List<string> { "Vendor", "Fare" }; names.Remove("Vendor");""")]
    [InlineData("""string[] more = ["Fare"]; string[] names = ["Miles", .. more];""")]
    [InlineData("""var names = new string[2]; names[0] = "Miles"; names[1] = "Fare";""")]
    [InlineData("""var names = new[] { "Miles", "Vendor" }; names[1] = "Fare";""")]
    [InlineData("""var names = new[] { "Miles" }.Concat(new[] { "Fare" });""")]
    [InlineData("""var names = new[] { "Miles" }.Append("Fare");""")]
    [InlineData("""var names = new[] { "Miles" }.Union(new[] { "Fare", "Miles" });""")]
    [InlineData("""var names = new[] { "Miles", "Fare", "Vendor" }.Except(new[] { "Vendor" });""")]
    [InlineData("""var names = new[] { "Miles", "Fare", "Vendor" }.Where(n => n != "Vendor");""")]
    [InlineData("""var names = new[] { "Miles", "Fare", "Vendor" }.Where(n => n is not ("Vendor" or "Payment") && !n.StartsWith("S"));""")]
    [InlineData("""var names = new[] { (Name: "Miles", 1), (Name: "Fare", 2) }.Select(c => c.Name);""")]
    [InlineData("""var names = new[] { "Mil", "Far" }.Select(n => n + "e").Select(n => n == "Mile" ? "Miles" : n);""")]
    [InlineData("""var names = new[] { "Mil", "Far" }.Select(n => $"{n}e").Where(n => n == "Fare");""")]
    [InlineData("""var names = "Miles,Fare".Split(',');""")]
    [InlineData("""var names = new List<string>(); foreach (var n in new[] { "Miles", "Fare", "Vendor" }) { if (n == "Vendor") continue; names.Add(n); }""")]
    [InlineData("""var names = data.Schema.Where(c => c.Name is "Miles" or "Fare").Select(c => c.Name);""")]
    [InlineData("""var names = new List<string>(); foreach (var column in data.Schema) if (column.Name != "Vendor" && column.Name != "Payment" && column.Name != "Tipped") names.Add(column.Name);""")]
    [InlineData("""var names = typeof(Trip).GetProperties().Where(p => p.PropertyType == typeof(float)).Select(p => p.Name);""")]
    [InlineData("""var names = new[] { Known.First, Known.Prefix + "re" };""")]
    public Task FindsTheLabelInAListThatIsKnown(string list) => MlNetTest.VerifyBody<LabelReachesFeatures>(Leaks(list, "{|MLD1201:", "|}"), Known);

    [Theory]
    [InlineData("Known.Columns")]
    [InlineData("Known.Numbers.Concat(Known.Columns)")]
    [InlineData("Known.Columns.ToList()")]
    public Task FindsTheLabelInAConstantOfAnotherClass(string names) => MlNetTest.VerifyBody<LabelReachesFeatures>(Leaks($"var names = {names};", "", ""),
        Known.Replace("\"Fare\" }", "{|MLD1201:\"Fare\"|} }", StringComparison.Ordinal));

    // The whole of what was in the list is not known, and it may have been more than is seen.
    [Theory]
    [InlineData("""var names = new List<string>(System.IO.File.ReadAllLines(path));""")]
    [InlineData("""var names = new List<string>(); names.AddRange(System.IO.File.ReadAllLines(path));""")]
    [InlineData("""var names = new List<string> { "Milez" }; names.RemoveAt(0); names.Add("Miles");""")]
    [InlineData("""var names = new List<string> { "Milez" }; names.RemoveAll(n => n.EndsWith(path));""")]
    [InlineData("""var names = new List<string> { "Milez" }; names[0] = "Miles";""")]
    [InlineData("""var names = new[] { "Milez" }; names[path.Length] = "Miles";""")]
    [InlineData("""var names = new[] { "Milez" }; Array.Fill(names, "Miles"); names.SetValue("Miles", 0); Known.Mend(names);""")]
    [InlineData("""var names = new List<string> { "Milez" }; Known.Mend(names);""")]
    [InlineData("""var names = new List<string> { "Milez" }; var same = names; same.Clear(); same.Add("Miles");""")]
    [InlineData("""var names = new List<string> { "Milez" }; var held = new Holder(names); held.Mend();""")]
    [InlineData("""var names = new List<string> { "Milez" }; Action mend = () => { names.Clear(); names.Add("Miles"); }; Known.Later(mend);""")]
    [InlineData("""var names = new List<string> { "Milez" }; foreach (var n in System.IO.File.ReadAllLines(path)) { names.Clear(); names.Add(n); }""")]
    [InlineData("""var names = new[] { "Milez" }.Concat(System.IO.File.ReadAllLines(path)).Where(n => n.Length < 6);""")]
    [InlineData("""var names = new[] { "Milez", "Miles" }.Where(n => n.GetHashCode() > path.Length);""")]
    [InlineData("""var names = new[] { "Milez" }.Select(n => n.Replace("z", "s"));""")]
    [InlineData("""var names = new[] { "Milez", "Miles" }.Skip(1);""")]
    [InlineData("""var names = Known.Filled;""")]
    [InlineData("""var names = Known.Open;""")]
    [InlineData("""var names = Known.Made();""")]
    public Task IsSilentWhereAListMayHoldSomethingElse(string list) => MlNetTest.VerifyBody<MissingColumn>(Leaks(list, "", ""), Known);

    // Columns of a file that are read out of a list: an element more or less is another schema.
    [Theory]
    [InlineData("""var columns = new List<TextLoader.Column> { new("Y", DataKind.Single, 0) }; columns.AddRange(Known.Read(path));""")]
    [InlineData("""var columns = new List<TextLoader.Column> { new("Y", DataKind.Single, 0) }; for (int i = 1; i < 5; i++) columns.Add(new TextLoader.Column("A" + i, DataKind.Single, i));""")]
    [InlineData("""var columns = Enumerable.Range(0, 5).Select(i => new TextLoader.Column("A" + i, DataKind.Single, i)).Append(new TextLoader.Column("Y", DataKind.Single, 5)).ToList();""")]
    [InlineData("""var columns = new List<TextLoader.Column>(Known.Read(path)); columns.Add(new TextLoader.Column("Y", DataKind.Single, 0));""")]
    [InlineData("""var columns = Known.Read(path).Concat(new[] { new TextLoader.Column("Y", DataKind.Single, 0) }).ToList();""")]
    [InlineData("""var columns = new List<TextLoader.Column> { new("Y", DataKind.Single, 0) }; Known.Fill(columns);""")]
    public Task IsSilentWhereAFileMayHaveOtherColumns(string list) => MlNetTest.VerifyBody<MissingColumn>($$"""
        {{list}}
        var rows = ml.Data.LoadFromTextFile(path, columns.ToArray(), ',');
        ml.Transforms.Concatenate("Features", "A1", "A2").Append(ml.Regression.Trainers.FastTree("Y")).Fit(rows);
        """, Known);

    // What was set and is not known is no default.
    [Theory]
    [InlineData("""var options = new Microsoft.ML.Trainers.FastTree.FastTreeRegressionTrainer.Options { LabelColumnName = path };""")]
    [InlineData("""var options = new Microsoft.ML.Trainers.FastTree.FastTreeRegressionTrainer.Options(); options.LabelColumnName = path;""")]
    [InlineData("""var options = new Microsoft.ML.Trainers.FastTree.FastTreeRegressionTrainer.Options(); Known.Name(options);""")]
    [InlineData("""var options = new Microsoft.ML.Trainers.FastTree.FastTreeRegressionTrainer.Options(); var same = options; same.LabelColumnName = "Fare";""")]
    [InlineData("""var options = new Microsoft.ML.Trainers.FastTree.FastTreeRegressionTrainer.Options(); if (path.Length > 3) options.LabelColumnName = "Fare";""")]
    public Task IsSilentWhereAnOptionIsNotKnown(string made) => MlNetTest.VerifyBody<MissingColumn>($"""
        var data = ml.Data.LoadFromTextFile<Trip>(path, separatorChar: ',');
        {made}
        ml.Transforms.Concatenate("Features", "Miles").Append(ml.Regression.Trainers.FastTree(options)).Fit(data);
        """, Known);

    private static string Leaks(string list, string open, string close) => $$"""
        var data = ml.Data.LoadFromTextFile<Trip>(path, separatorChar: ',');
        {{Marked(list, open, close)}}
        ml.Transforms.Concatenate("Features", names.ToArray()).Append(ml.Regression.Trainers.FastTree("Fare")).Fit(data);
        """;

    // The finding is at the name of the label, or at what the names are taken from.
    private static string Marked(string list, string open, string close)
    {
        foreach (string place in new[] { "data.Schema.Where(c => c.Name is", "n + \"e\"", "$\"{n}e\"", "\"Fare\"", "\"Miles,Fare\"", "data.Schema)", "typeof(Trip).GetProperties()", "Known.Prefix + \"re\"" })
        {
            int at = list.LastIndexOf(place, StringComparison.Ordinal);
            if (at < 0) continue;
            if (place == "data.Schema.Where(c => c.Name is") return list.Replace("data.Schema.Where(c => c.Name is \"Miles\" or \"Fare\")", $"{open}data.Schema.Where(c => c.Name is \"Miles\" or \"Fare\"){close}", StringComparison.Ordinal);
            string marked = place == "data.Schema)" ? $"{open}data.Schema{close})" : open + place + close;
            return list[..at] + marked + list[(at + place.Length)..];
        }
        return list;
    }

    private const string Known = """
        static class Known
        {
            public const string First = "Miles", Prefix = "Fa";
            public static readonly string[] Columns = { "Miles", "Fare" };
            public static readonly string[] Numbers = ["Seconds"];
            private static readonly List<string> filled = new();
            static Known() { filled.Add("Miles"); }
            public static List<string> Filled => filled;
            public static List<string> Open = new() { "Milez" };
            public static List<string> Made() { var made = new List<string> { "Milez" }; Mend(made); return made; }
            public static void Mend(IList<string> names) { names.Clear(); names.Add("Miles"); }
            public static void Later(Action action) => action();
            public static IEnumerable<TextLoader.Column> Read(string path) => System.IO.File.ReadAllLines(path).Select((l, i) => new TextLoader.Column(l, DataKind.Single, i));
            public static void Fill(List<TextLoader.Column> columns) { for (int i = 1; i < 3; i++) columns.Add(new("A" + i, DataKind.Single, i)); }
            public static void Name(Microsoft.ML.Trainers.FastTree.FastTreeRegressionTrainer.Options options) => options.LabelColumnName = Environment.MachineName;
        }
        sealed class Holder(List<string> names) { public void Mend() { names[0] = "Miles"; } }
        """;
}
