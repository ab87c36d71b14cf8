using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using MlDsl.Generators.Incremental;
using MlDsl.Testing;

namespace MlDsl.Generators.Tests;

/// <summary>Whatever is edited, in whatever file and order: the generators give what they would give from nothing.</summary>
public sealed class IncrementalTests
{
    private static readonly Dictionary<string, string> Files = new()
    {
        ["Trip.cs"] = "using MlDsl; namespace A; [Dataset] public sealed partial record Trip : Base { [Categorical] public Kind Kind { get; init; } [Numeric(Bins = Limits.Bins)] public float Miles { get; init; } [Label] public float Fare { get; init; } }",
        ["Base.cs"] = "using MlDsl; namespace A; public record Base : Root { [Numeric] public float Seconds { get; init; } }",
        ["Root.cs"] = "using MlDsl; namespace A; public record Root { [Numeric] public Number Tolls { get; init; } }",
        ["Kind.cs"] = "namespace A; public enum Kind { Small, Large }",
        ["Limits.cs"] = "namespace A; public static class Limits { public const int Bins = 4; public static int Twice(int x) { return 2 * x; } }",
        ["Features.cs"] = "using MlDsl; namespace A; [Features<Trip>] public static partial class Features1 { [Numeric] public static float Speed(float miles, float seconds) => miles.Halved() / seconds + Limits.Twice(3); }",
        ["Far.cs"] = "namespace A; public static class Far { public static float Halved(this double x) { return (float)x / Near.Half(1); } }",
        ["Near.cs"] = "namespace A; public static partial class Near { public static float Half(float x) { return x * 2; } public const int Unused = 1; }",
        ["More.cs"] = "using MlDsl; namespace A; public static partial class Features1 { [Numeric, Feature(Version = 3)] public static float Pace(float speed) { return 1 / speed + Limits.Twice(Limits.Bins); } }",
        ["Model.cs"] = "using MlDsl; namespace A; [Model<Trip, Regression>, LinearRegression(L2 = Limits.Bins)] public sealed partial class Fares;",
        ["Other.cs"] = "using MlDsl; namespace B; [Mark] public partial record Day { [Numeric] public float Sun { get; init; } [Label] public bool Rain { get; init; } }",
        ["Globals.cs"] = "global using Number = float; global using Mark = MlDsl.DatasetAttribute;",
        ["Plain.cs"] = "namespace C; public class Plain { public int Count { get; set; } = 3; }",
    };

    // Each replaces a text of a file, or puts the old one back; some break the code.
    private static readonly (string File, string From, string To)[] Edits =
    [
        ("Trip.cs", "Miles", "Kilometres"), ("Trip.cs", "Dataset", "Datase"), ("Trip.cs", ": Base", ""), ("Trip.cs", "partial", ""), ("Trip.cs", "float Fare", "string Fare"),
        ("Base.cs", "Seconds", "Minutes"), ("Base.cs", ": Root", ""), ("Base.cs", "float", "string"), ("Base.cs", "namespace A", "namespace D"),
        ("Root.cs", "[Numeric]", "[Numeric(Scale = Scale.Log)]"), ("Root.cs", "Tolls", "Toll"), ("Root.cs", "record Root", "record Roots"),
        ("Kind.cs", "Large", "Big"), ("Kind.cs", "enum Kind { Small, Large }", "class Kind;"), ("Kind.cs", "Small", "Small = 1"),
        ("Limits.cs", "= 4", "= 8"), ("Limits.cs", "2 * x", "3 * x"), ("Limits.cs", "const int", "static int"),
        ("Far.cs", "x / ", "x * "), ("Far.cs", "class Far", "class Further"), ("Near.cs", "x * 2", "x * 3"), ("Near.cs", "Unused = 1", "Unused = 2"), ("Near.cs", "float Half(float x)", "float Half(long x)"),
        ("Plain.cs", "namespace C; public class Plain", "namespace A; public static class Nearer { public static float Halved(this float x) { return x; } } public class Plain"),
        ("Plain.cs", "namespace C; public class Plain", "namespace A; public static partial class Near { public static float Half(int x) { return x; } } public class Plain"),
        ("Features.cs", "/ seconds", "* seconds"), ("Features.cs", "Features<Trip>", "Features<Day>"), ("Features.cs", "Speed", "Rate"),
        ("More.cs", "1 / speed", "2 / speed"), ("More.cs", "Pace", "Slowness"), ("More.cs", "float speed", "int speed"),
        ("Model.cs", "Regression>", "BinaryClassification>"), ("Model.cs", "LinearRegression", "PoissonRegression"),
        ("Other.cs", "Sun", "Moon"), ("Other.cs", "Mark", "Dataset"),
        ("Globals.cs", "float", "double"), ("Globals.cs", "MlDsl.DatasetAttribute", "System.SerializableAttribute"),
        ("Plain.cs", "3", "4"), ("Plain.cs", "class Plain", "class LabelAttribute : System.Attribute"), ("Plain.cs", "namespace C; public class Plain", "namespace A; public class Label"),
        ("Plain.cs", "namespace C; public class Plain { public int Count { get; set; } = 3; }", "namespace A; public class NumericAttribute : System.Attribute;"),
        ("Plain.cs", "namespace C", "namespace A.MlDsl"),
    ];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void AnyEditsGiveWhatAFreshRunGives(int seed)
    {
        var random = new Random(seed);
        var texts = new Dictionary<string, string>(Files);
        CSharpCompilation compilation = CSharp.Compile().AddSyntaxTrees(texts.Select(static f => CSharp.Parse(f.Value, f.Key)));
        var options = (CSharpParseOptions)compilation.SyntaxTrees[0].Options;
        GeneratorDriver driver = Driver(options).RunGenerators(compilation);
        Assert.Equal(3, driver.GetRunResult().GeneratedTrees.Length);
        int changes = 0;
        for (int i = 0; i < 120; i++)
        {
            var (file, from, to) = Edits[random.Next(Edits.Length)];
            // Two edits at a time at most: more of them, and hardly anything would be generated.
            var edited = Files.Keys.Where(f => texts[f] != Files[f]).ToList();
            if (edited.Count == 2) file = edited[random.Next(2)];
            string now = edited.Count == 2 ? Files[file] : texts[file].Replace(from, to, StringComparison.Ordinal);
            texts[file] = now;
            string old = Text(driver);
            compilation = compilation.ReplaceSyntaxTree(compilation.SyntaxTrees.Single(t => t.FilePath == file), CSharp.Parse(now, file));
            driver = driver.RunGenerators(compilation);
            // Fresh trees, so that nothing that was remembered of the old ones can help.
            CSharpCompilation anew = CSharp.Compile().AddSyntaxTrees(compilation.SyntaxTrees.Skip(1).Select(static t => CSharp.Parse(t.ToString(), t.FilePath)));
            string expected = Text(Driver(options).RunGenerators(anew));
            Assert.True(expected == Text(driver), $"Edit {i} of seed {seed}, {file}: '{from}' to '{to}'");
            if (old != expected) changes++;
        }
        Assert.True(changes > 30, $"only {changes} edits changed what is generated");
    }

    [Fact]
    public void NothingIsWrittenWhereMlDslIsNotReferenced()
    {
        CSharpCompilation compilation = CSharp.Compile("[Dataset] public partial class Row; public class DatasetAttribute : System.Attribute;")
            .WithReferences(CSharp.References.Where(static r => !Path.GetFileName(r.Display!).StartsWith("MlDsl", StringComparison.Ordinal)));
        Assert.Empty(Driver((CSharpParseOptions)compilation.SyntaxTrees[0].Options).RunGenerators(compilation).GetRunResult().GeneratedTrees);
    }

    private static CSharpGeneratorDriver Driver(CSharpParseOptions options) =>
        CSharpGeneratorDriver.Create([new DatasetGenerator().AsSourceGenerator(), new ModelGenerator().AsSourceGenerator()], parseOptions: options);

    private static string Text(GeneratorDriver driver)
    {
        GeneratorDriverRunResult result = driver.GetRunResult();
        Assert.All(result.Results, static r => Assert.Null(r.Exception));
        return string.Join("\n", result.Results.SelectMany(static r => r.GeneratedSources).OrderBy(static s => s.HintName, StringComparer.Ordinal).Select(static s => $"{s.HintName}\n{s.SourceText}"));
    }
}
