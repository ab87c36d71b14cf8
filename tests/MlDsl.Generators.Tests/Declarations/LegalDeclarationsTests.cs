using Microsoft.CodeAnalysis.CSharp;
using MlDsl.Generators.Tests.Onnx;
using MlDsl.Testing;

namespace MlDsl.Generators.Tests.Declarations;

/// <summary>Whatever a declaration may legally hold: what is generated beside it compiles without a warning, in C# 12 and in the newest.</summary>
public sealed class LegalDeclarationsTests
{
    private const string Usings = "using System; using System.Collections.Generic; using System.Diagnostics.CodeAnalysis; using System.Text.Json.Serialization; using System.Threading; using System.Threading.Tasks; using MlDsl;\n";

    /// <summary>Members that a row may have, each alone and all together.</summary>
    public static TheoryData<string> Members =>
    [
        "[Numeric] public float @class { get; init; } [Categorical] public string? @event { get; init; } [Text] public string @record { get; init; } = \"\"; [Numeric] public float @field { get; init; }",
        "[Numeric] public float \\u0041bc { get; init; } [Categorical] public string? 城市 { get; init; } [Numeric] public float Ünï_2 { get; init; } [DateParts] public DateTime _ { get; init; }",
        "[Numeric] public float input { get; init; } [Numeric] public float learned { get; init; } [Categorical] public int? sink { get; init; } [Numeric] public float row { get; init; } [Numeric] public float fields { get; init; } [Numeric] public float hash { get; init; } [Numeric] public float column { get; init; } [Numeric] public float donor { get; init; }",
        "[Numeric] public float System { get; init; } [Numeric] public float MlDsl { get; init; } [Categorical] public string? Json { get; init; } [Numeric] public float Width { get; init; } [Numeric] public float Read { get; init; } [Numeric] public float Write { get; init; } [Numeric] public float Create { get; init; } [Numeric] public float Add { get; init; }",
        "[Obsolete] [Numeric] public float Old { get; init; } [Obsolete(\"no more\")] [Categorical] public string? Older { get; init; } [Obsolete(\"x\", DiagnosticId = \"OLD001\")] [Numeric] public int Oldest { get; init; }",
        "[Experimental(\"EXP001\")] [Numeric] public float New { get; init; } [JsonPropertyName(\"a b\"), JsonIgnore] [Numeric] public float Named { get; init; }",
        "[Column(\"Amount\\n(EUR)\"), Numeric] public float Amount { get; init; } [Column(\"a\\r\\nb\"), Categorical(\"x\\ny\", \"z\\u2028\", \"\\u0085\", \"\\0\", \"\\uD800\", \"\\\"\", \"\\\\\", \"{0}\", \"*/\", \"]]>\", \"'\")] public string? Kind { get; init; }",
        "[Column(\"\\u2029*/ </summary> & ]]> {x} \\\" \\\\ \\u0007 \\uFFFF 😀\"), Numeric] public float Odd { get; init; } [Column(\"#pragma\\u2028#error\"), Text] public string? Text { get; init; }",
        "[Categorical(Constants.Red, nameof(Color.Green), $\"{Constants.Red}er\")] public string? Tint { get; init; } [Numeric(Min = -1 + 2 * 3 - 9, Max = double.MaxValue)] public double Number { get; init; }",
        "[Categorical] public Color Paint { get; init; } [Categorical] public Wide? Big { get; init; } [Categorical] public Twice Same { get; init; } [Numeric] public Half Small { get; init; } [Numeric] public decimal Money { get; init; }",
        "[Categorical] public Fading Tone { get; init; } [Sensitive] public Fading? Other { get; init; }",
        "private float hidden; protected internal float Inner { get; set; } internal static int Count = 3; public const int Most = 3; public float Twice => 2 * hidden; public float this[int i] => hidden; public List<int>? Tags { get; init; } public void Touch() => hidden++; public event EventHandler? Changed { add { } remove { } }",
        "[Numeric] public float Now { get; set; } [Numeric] public virtual float Open { get; init; } public static implicit operator float(Row row) => row.Now;",
        "[Obsolete(\"never\", error: true)] public float Never { get; init; }",
        "[Numeric(Length = 2)] public float[] @params { get; init; } = []; [Numeric(Length = 3)] public ReadOnlyMemory<double> Elements { get; init; } [Column(\"c\\n\", Length = 1)] public IReadOnlyList<int> Columns { get; init; } = []; [Numeric(Length = 1, Impute = Impute.Mean)] public List<Half?>? Present { get; init; } public float[] Own { get; init; } = [];",
        "[Obsolete, Numeric(Length = 2)] public float[] Old { get; init; } = []; [Numeric(Length = 2, Scale = Scale.Log, Impute = Impute.Median)] public virtual Nullable<ReadOnlyMemory<float>> Shown { get; init; }",
        "[Categorical] public char @char { get; init; } [Categorical(\"\\0\", \"\\uD800\", \"\\n\")] public char? Letter { get; init; } [Categorical] public Guid Guid { get; init; } [DateParts] public TimeOnly? TimeOnly { get; init; } public TimeSpan TimeSpan { get; init; } public Nullable<float> Maybe { get; init; } public (int, int) Pair { get; init; }",
        "public enum Inner { A, B } [Categorical] public Inner Sort { get; init; } [Categorical] public Color Color { get; init; } [Categorical] public Inner? Inner2 { get; init; } [Numeric] public float TSink { get; init; } [Numeric] public float T { get; init; } [Numeric] public float global { get; init; }",
        "[Numeric] public unsafe float Pointed { get => *(float*)Unsafe; init { } } private unsafe static void* Unsafe => null;",
        "[EventTime] public DateTimeOffset At { get; init; } [Group] public Color Team { get; init; } [Weight] public decimal Heft { get; init; } [Sensitive] public string? Sex { get; init; } [Id] public Guid? Nothing => null;",
    ];

    private const string Types = """
        public static class Constants { public const string Red = "Red\n"; }
        public enum Color : byte { Red, Green = 200, @class }
        public enum Wide : ulong { Small, Big = ulong.MaxValue }
        public enum Twice { A = 1, B = 1, C }
        public enum Fading { On, [Obsolete] Off, [Obsolete("x", true)] Gone, [Experimental("EXP002")] Soon }
        """;

    [Theory]
    [MemberData(nameof(Members))]
    public void AnyMembersInAnyKindOfType(string members)
    {
        members = members.Replace("[Id] public Guid? Nothing => null;", "", StringComparison.Ordinal);
        Clean($"namespace Shop; {Types} [Dataset] public partial record Row {{ {members} [Label] public int Y {{ get; init; }} }}");
        Clean($"namespace Shop {{ {Types} [Dataset] public partial class Row {{ {members} [Label] public bool Y {{ get; set; }} }} [Model<Row, BinaryClassification>(Name = \"a\\n\\u2028\\\"\", Version = \"\\0\\uD800\")] public sealed partial class @class; }}");
    }

    [Theory]
    [InlineData("public partial class A { public partial record struct B { public static partial class @event { [Dataset] public partial record Row { [Numeric] public float X { get; init; } } } } }")]
    [InlineData("[Dataset] public partial record Row; partial record Row { [Numeric] public float X { get; init; } } public partial record Row { [Label] public bool Y { get; init; } }")]
    [InlineData("[Dataset] public sealed partial record Row([property: Numeric] float X, [property: Column(\"a\\nb\"), Categorical] string? Z = null, [property: Label] int Y = 3);")]
    [InlineData("[Dataset] public sealed partial record Row([property: Numeric(Length = 2)] float[] V, [property: Numeric(Length = 2, Impute = Impute.Mean)] IReadOnlyList<float?>? W, [property: Column(Length = 3)] System.Collections.Immutable.ImmutableArray<long>? Z, [property: Label] bool Y);")]
    [InlineData("#nullable disable\n[Dataset] public partial class Row { [Numeric(Length = 2)] public float[] X { get; set; } [Column(Length = 2)] public List<double?> Z { get; set; } [Label] public float Y { get; set; } } [Features<Row>] public static class F { [Numeric(Length = 1)] public static float[] A(float[] x, List<double?> z) => x; }")]
    [InlineData("public abstract class Base<T> { public T Value { get; set; } = default!; [Numeric] public virtual float X { get; set; } } [Dataset] public partial class Row : Base<float> { public override float X { get; set; } [Label] public bool Y { get; set; } }")]
    [InlineData("public partial interface IOuter { [Dataset] public partial record Row { [Numeric] public float X { get; init; } [Label] public bool Y { get; init; } } }")]
    [InlineData("namespace Row { [Dataset] public partial record Row { [Numeric] public float X { get; init; } [Label] public bool Y { get; init; } } [Model<Row, BinaryClassification>] public sealed partial class M; }")]
    [InlineData("public record Base(int Key); [Dataset] public partial record Row([property: Numeric] float X, int Key, [property: Label] bool Y) : Base(Key);")]
    [InlineData("[Dataset] public readonly partial struct Row(float x, int[] v) { [Numeric] public float x { get; } = x; [Numeric(Length = 2)] public int[] v { get; } = v; [Label] public bool Y { get; init; } }")]
    [InlineData("public interface IHas { [Numeric] float X { get; set; } float Twice => 2 * X; } [Dataset] public partial class Row : IHas { [Numeric] public float X { get; set; } [Label] public bool Y { get; set; } }")]
    [InlineData("[Dataset] public partial record Row { [Numeric] public float X { get; init; } public float[] V => [X]; public ReadOnlySpan<float> Span => V; public required float Z { get; set; } [Label] public bool Y { get; init; } } [Features<Row>] public static class F { [Numeric] public static float A(in float x, float z = 3) => x + z; }")]
    [InlineData("public class Old { public List<float> V { get; set; } = []; public float[] W = []; public double[] Z { get; set; } = []; } [Dataset<Old>] public partial record Row { [Numeric(Length = 2)] public required IReadOnlyList<float> V { get; init; } [Numeric(Length = 2)] public required ReadOnlyMemory<float> W { get; init; } [Column(Length = 3)] public required double[] Z { get; init; } }")]
    [InlineData("[Dataset] public sealed partial class Row(float x) { [Numeric] public float x { get; } = x; [Label] public bool Y { get; init; } }")]
    [InlineData("public class Base { public int Id { get; set; } [Numeric] public float X { get; set; } } [Dataset] public partial class Row : Base { [Numeric] public new float X { get; set; } [Label] public bool Y { get; set; } }")]
    [InlineData("public interface IHas { float X { get; } static abstract int Z { get; } } [Dataset] public partial class Row : IHas { float IHas.X => 3; public static int Z => 4; [Numeric] public float X { get; set; } }")]
    [InlineData("[Dataset] public partial class Row { [SetsRequiredMembers] public Row() { X = 3; } [Numeric] public required float X { get; init; } }")]
    [InlineData("namespace Shop.Else.System.MlDsl { public class String; public class Math; } namespace Shop { public class System; public class MlDsl; [Dataset] public partial record Row { [Numeric] public float X { get; init; } [Text] public string? Z { get; init; } [Label] public bool Y { get; init; } } [Model<Row, BinaryClassification>] public sealed partial class M; }")]
    [InlineData("namespace @namespace.@class { [Dataset] public partial record @record { [Numeric] public float X { get; init; } [Label] public float Y { get; init; } } [Features<@record>] public static class @static { [Numeric] public static float @void(float x) => x; } [Model<@record, Regression>] public sealed partial class @base; }")]
    [InlineData("[Obsolete] [Dataset] public partial record Row { [Numeric] public float X { get; init; } [Label] public float Y { get; init; } } [Obsolete] [Model<Row, Regression>] public sealed partial class M;")]
    [InlineData("[Experimental(\"EXP003\")] [Dataset] public partial record Row { [Numeric] public float X { get; init; } [Label] public float Y { get; init; } } [Experimental(\"EXP003\")] [Model<Row, Regression>] public sealed partial class M; [Experimental(\"EXP003\")] [Features<Row>] public static class F { [Experimental(\"EXP004\"), Numeric] public static float A(float x) => x; [Obsolete, Numeric] public static float B(float x) => x; }")]
    [InlineData("[Features<Row>] public static class F { /// <summary>&lt;</summary>\n[Numeric] public static float Ünï(in float x) => x; [Categorical(\"a\\nb\")] public static string? Name(float? ünï) => null; [Numeric] public static float z(string? name) => 3; } [Dataset] public partial record Row { public float X { get; init; } [Label] public float Y { get; init; } }")]
    [InlineData("#pragma warning disable CS0612\n[Obsolete] public class Old { public float X { get; set; } [Obsolete(\"x\")] public bool Y; } [Dataset<Old>] public partial record Row { [Numeric] public float X { get; init; } [Label] public bool Y { get; init; } }")]
    [InlineData("public partial struct Outer { [Dataset] internal readonly partial record struct Row { [Numeric] public required float X { get; init; } [Label] public bool Y { get; init; } } }")]
    [InlineData("public unsafe partial class Outer { [Dataset] public unsafe partial class Row { [Numeric] public float X { get; set; } } }")]
    [InlineData("#nullable disable\n[Dataset] public partial class Row { [Categorical] public string X { get; set; } [Text] public string Z { get; set; } [Label] public string Y { get; set; } } [Model<Row, MulticlassClassification>] public sealed partial class M { }")]
    public void AnyShapeOfType(string source) => Clean(source);

    [Theory]
    [InlineData("[Dataset] public partial class Row { [Numeric] public float X { get => field; set => field = value < 0 ? 0 : value; } [Numeric] public partial float Z { get; set; } public partial float Z { get => 3; set { } } [Label] public bool Y { get; set; } }")]
    [InlineData("[Dataset] public partial record Row { [Numeric] public float extension { get; init; } [Numeric] public float X { get; init; } } public static class Rows { extension(Row row) { public float Twice => 2 * row.X; public static Row None => new(); } }")]
    [InlineData("[Dataset] public partial class Row { public partial Row(); public partial Row() { } [Numeric] public float X { get; set; } public void operator +=(int i) => X += i; }")]
    public void WhatOnlyTheNewestLanguageHas(string source) => Clean(LanguageVersion.Latest, source);

    [Fact]
    public void VeryLongNames()
    {
        string name = new('X', 400);
        Clean($"namespace {name}; [Dataset] public partial record {name} {{ [Column(\"{new string('y', 5000)}\"), Categorical(\"{new string('z', 5000)}\")] public string? {name}A {{ get; init; }} [Label] public float Y {{ get; init; }} }} [Model<{name}, Regression>(Name = \"{name}\")] public sealed partial class {name}M;");
    }

    [Theory]
    [InlineData("[OnnxModel(\"Models/m.onnx\")] public sealed partial class @class;")]
    [InlineData("namespace @event { [OnnxModel(\"Models/m.onnx\", Backend = Backend.Runtime)] public sealed partial class Model { public float Read(int x) => x; public int Values => 3; public override string ToString() => \"\"; } }")]
    [InlineData("[OnnxModel(\"Models/m.onnx\")] public partial record M;")]
    [InlineData("public enum Kind { A, B } [OnnxModel(\"Models/m.onnx\")] public sealed partial class M : IDisposable;")]
    [InlineData("public readonly record struct In([property: Input(\"x\\n*/\")] float[] @int); [OnnxModel(\"Models/m.onnx\")] public sealed partial class Score : IScorer<In, float> { public void Run(string text) { } }")]
    [InlineData("public class In { [Obsolete, Input(\"x\\n*/\")] public float[] A { get; set; } = []; } [OnnxModel(\"Models/m.onnx\")] public sealed partial class M : IScorer<In, float>;")]
    public void AnyAdapter(string source) => Clean(source, new TestFile("obj/m.onnx.manifest", OnnxTest.Manifest("""
        input "x\n*/" tensor(float)["batch\u2028", 2]
        output "</summary>\u0085]]>" tensor(float)["batch\u2028", 1]
        """)));

    private static void Clean(string source, params TestFile[] files)
    {
        foreach (LanguageVersion language in new[] { LanguageVersion.CSharp12, LanguageVersion.Latest }) Clean(language, source, files);
    }

    private static void Clean(LanguageVersion language, string source, params TestFile[] files) => Assert.Empty(
        CompilerTest.Build(CSharp.CompileAs(language, Usings + source), Given.Generators, Given.Analyzers, [.. files]).Result
            .Select(static d => d.Location.SourceTree is { FilePath: not "Source.cs" } tree ? $"{d} {tree.GetText().Lines[d.Location.GetLineSpan().StartLinePosition.Line]}" : d.ToString()));
}
