using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using MlDsl.Generators.Features;
using MlDsl.Generators.Incremental;
using MlDsl.Testing;

namespace MlDsl.Generators.Tests.Features;

/// <summary>A feature's code tells the values apart and nothing else.</summary>
public sealed class CodeWalkTests
{
    private const string Row = "using System;\nusing System.Collections.Generic;\nusing System.Linq;\nusing MlDsl;\n"
        + "[Dataset] public partial record Trip { [Numeric] public required float Seconds { get; init; } public float Miles { get; init; } public string? Vendor { get; init; } [Label] public float Fare { get; init; } }\n";

    public static TheoryData<string, string> Harmless => new()
    {
        { Feature("var a = miles * 2; return a;"), Feature("float twice = miles * 2; /* both ways */ return twice;") },
        { "[Numeric] public static float A(float miles) => miles + 1.5f;", "[Numeric, Obsolete] public static float A(float MILES) => MILES +\n 1.50f;" },
        { Feature("float F(float x) => x + 1; return F(miles);"), Feature("float Plus(float value) => value + 1; return Plus(miles);") },
        { Feature("return new[] { miles }.Select(x => x * 2).Sum();"), Feature("return new[] { miles }.Select(item => item * 2).Sum();") },
        { Feature("return (from x in new[] { miles } where x > 1 select x).Sum();"), Feature("return (from y in new[] { miles } where y > 1 select y).Sum();") },
        { Feature("return H(miles);", "private static float H(float x) => x;"), Feature("return H(miles);", "/// <summary>Half.</summary>\n internal static float H(float value)\n => value; private static float Unused() => 3;") },
        { Feature("return miles * K;", "private const float K = 0.5f;"), Feature("return miles * K;", "public const float K = 1f / 2;") },
        { Feature("return miles is var x and > 3 ? x : 0;"), Feature("return miles is var y and > 3 ? y : 0;") },
        { Feature("return \"a\\u0062\".Length;"), Feature("return \"ab\".Length;") },
    };

    public static TheoryData<string, string> Harmful => new()
    {
        { Feature("return miles * 10;"), Feature("return miles * 15;") },
        { Feature("return miles + seconds - seconds;"), Feature("return seconds + miles - seconds;") },
        { Feature("return H(miles);", "private static float H(float x) => x * 10;"), Feature("return H(miles);", "private static float H(float x) => x * 15;") },
        { Feature("return H(miles);", "private static float H(float x) => G(x); private static float G(float x) => x * 10;"), Feature("return H(miles);", "private static float H(float x) => G(x); private static float G(float x) => x * 15;") },
        { Feature("return H(miles);", "private static float H(double x) => (float)x * 10;"), Feature("return H(miles);", "private static float H(double x) => (float)x * 10; private static float H(float x) => x * 15;") },
        { Feature("return miles * K;", "private const float K = 10;"), Feature("return miles * K;", "private const float K = 15;") },
        { Feature("return miles * K;", "private static readonly float K = 10;"), Feature("return miles * K;", "private static readonly float K = 15;") },
        { Feature("return miles * K;", "private static readonly float K; static F() { K = 10; }"), Feature("return miles * K;", "private static readonly float K; static F() { K = 15; }") },
        { Feature("return miles * K;", "private static float K => 10;"), Feature("return miles * K;", "private static float K => 15;") },
        { Feature("return miles * K;", "private static float K { get; } = 10;"), Feature("return miles * K;", "private static float K { get; } = 15;") },
        { Feature("return T[0];", "private static readonly float[] T = [10];"), Feature("return T[0];", "private static readonly float[] T = [15];") },
        { Feature("return Fn(miles);", "private static readonly Func<float, float> Fn = x => x * 10;"), Feature("return Fn(miles);", "private static readonly Func<float, float> Fn = x => x * 15;") },
        { Feature("return new[] { miles }.Select(H).First();", "private static float H(float x) => x * 10;"), Feature("return new[] { miles }.Select(H).First();", "private static float H(float x) => x * 15;") },
        { Feature("return H(a: miles, b: seconds);", "private static float H(float a, float b) => a - b;"), Feature("return H(b: miles, a: seconds);", "private static float H(float a, float b) => a - b;") },
        { Feature("return H(miles);", "private static float H(float x, float y = 10) => x * y;"), Feature("return H(miles);", "private static float H(float x, float y = 15) => x * y;") },
        { Feature("return (float)Day.Sunday;", "private enum Day { Sunday = 10 }"), Feature("return (float)Day.Sunday;", "private enum Day { Sunday = 15 }") },
        { Feature("return new Rate(miles).Value;", "private sealed class Rate(float x) { public float Value => x * 10; }"), Feature("return new Rate(miles).Value;", "private sealed class Rate(float x) { public float Value => x * 15; }") },
        { Feature("return new Rate().K * miles;", "private sealed class Rate { public float K = 10; }"), Feature("return new Rate().K * miles;", "private sealed class Rate { public float K = 15; }") },
        { Feature("return new Rate().K * miles;", "private sealed class Rate { public float K; public Rate() { K = 10; } }"), Feature("return new Rate().K * miles;", "private sealed class Rate { public float K; public Rate() { K = 15; } }") },
        { Feature("return new Rate().K * miles;", "private class Base { public float K; public Base() { K = 10; } } private sealed class Rate : Base { }"), Feature("return new Rate().K * miles;", "private class Base { public float K; public Base() { K = 15; } } private sealed class Rate : Base { }") },
        { Feature("return (miles * new Rate()).V;", "private struct Rate { public float V; public static Rate operator *(float x, Rate r) => new() { V = x * 10 }; }"), Feature("return (miles * new Rate()).V;", "private struct Rate { public float V; public static Rate operator *(float x, Rate r) => new() { V = x * 15 }; }") },
        { Feature("Rate r = miles; return r.V;", "private struct Rate { public float V; public static implicit operator Rate(float x) => new() { V = x * 10 }; }"), Feature("Rate r = miles; return r.V;", "private struct Rate { public float V; public static implicit operator Rate(float x) => new() { V = x * 15 }; }") },
        { Feature("var (a, _) = new Rate(miles); return a;", "private readonly struct Rate(float x) { public void Deconstruct(out float a, out float b) => (a, b) = (x * 10, x); }"), Feature("var (a, _) = new Rate(miles); return a;", "private readonly struct Rate(float x) { public void Deconstruct(out float a, out float b) => (a, b) = (x * 15, x); }") },
        { Feature("float s = 0; foreach (float x in new Rates()) s += x; return s;", "private sealed class Rates { public IEnumerator<float> GetEnumerator() { yield return 10; } }"), Feature("float s = 0; foreach (float x in new Rates()) s += x; return s;", "private sealed class Rates { public IEnumerator<float> GetEnumerator() { yield return 15; } }") },
        { Feature("return miles.Taxed();") + "} static class Ext { public static float Taxed(this float x) => x * 10;", Feature("return miles.Taxed();") + "} static class Ext { public static float Taxed(this float x) => x * 15;" },
        { Feature("return new Rate()[1];", "private sealed class Rate { public float this[int i] => i * 10; }"), Feature("return new Rate()[1];", "private sealed class Rate { public float this[int i] => i * 15; }") },
        { Feature("return H<float>(miles);", "private static float H<T>(T x) => typeof(T) == typeof(float) ? 10 : 15;"), Feature("return H<double>(miles);", "private static float H<T>(T x) => typeof(T) == typeof(float) ? 10 : 15;") },
        { Feature("return MathF.Floor(miles);"), Feature("return MathF.Ceiling(miles);") },
        { Feature("return nameof(miles).Length;"), "[Numeric] public static float A(float Miles, float seconds) { return nameof(Miles).Length; }" },
    };

    [Theory]
    [MemberData(nameof(Harmless))]
    public void WhatGivesTheSameValuesHasTheSameHash(string before, string after) =>
        Assert.True(Code(before).Hash == Code(after).Hash, $"{before}\n{after}");

    [Theory]
    [MemberData(nameof(Harmful))]
    public void WhatCanGiveOtherValuesHasAnotherHash(string before, string after) =>
        Assert.True(Code(before).Hash != Code(after).Hash, $"{before}\n{after}");

    [Theory]
    [InlineData("return MathF.Sqrt(H(miles)) + new[] { miles }.Max();", "private static float H(float x) => x;", null)]
    [InlineData("return rate * miles;", "private static float rate = 3;", "F.rate (its value can change at run time)")]
    [InlineData("return Rate * miles;", "private static float Rate { get; set; } = 3;", "F.Rate (its value can change at run time)")]
    [InlineData("return Shape.Any.Area();", "private abstract class Shape { public static readonly Shape Any = null!; public abstract float Area(); }", "F.Shape.Area() (which override runs is known only at run time)")]
    [InlineData("return Any.Area();", "private interface IShape { float Area(); } private static readonly IShape Any = null!;", "F.IShape.Area() (which override runs is known only at run time)")]
    [InlineData("return new Circle().Area();", "private class Shape { public virtual float Area() => 1; } private sealed class Circle : Shape { public override float Area() => 2; }", null)]
    [InlineData("return H(miles);", "private static extern float H(float x);", "F.H(float) (its body is not in the source)")]
    [InlineData("dynamic d = miles; return (float)d.Rate;", "", "'d.Rate' (dynamic)")]
    [InlineData("return (float)ColumnRole.Label + new DataFingerprint(1, 2, 3).Rows;", "", "MlDsl.DataFingerprint.DataFingerprint(ulong, ulong, long) (of the assembly 'MlDsl')")]
    public void WhatCannotBeFollowedIsListed(string body, string others, string? gap)
    {
        FeatureCode code = Code(Feature(body, others));
        if (gap is null) Assert.Empty(code.NotCovered);
        else Assert.Contains(gap, code.NotCovered);
    }

    [Fact]
    public void FollowsACircleOnce() =>
        Assert.Matches("^1:[0-9a-f]{16}$", Code(Feature("return H(miles);", "private static float H(float x) => x > 1 ? G(x) : x; private static float G(float x) => H(x - 1);")).Hash);

    [Fact]
    public void BoundsWhatIsReached()
    {
        string chain = string.Concat(Enumerable.Range(0, 400).Select(static i => $"private static float H{i}(float x) => H{i + 1}(x);")) + "private static float H400(float x) => x;";
        Assert.Contains(Code(Feature("return H0(miles);", chain)).NotCovered, static gap => gap.EndsWith("(the feature reaches more than 256 members)", StringComparison.Ordinal));
    }

    [Fact]
    public void AVersionTakesThePlaceOfTheHash()
    {
        Assert.Equal("version 2", Code("[Feature(Version = 2), Numeric] public static float A(float miles) => miles;").Hash);
        Assert.Matches("^1:", Code("[Feature(Version = 0), Numeric] public static float A(float miles) => miles;").Hash);
    }

    [Fact]
    public void AnEditOfWhatAFeatureReachesInAnotherFileIsSeen()
    {
        CSharpCompilation compilation = CSharp.Compile(Row + Class(Feature("return Rates.Tax(miles);")), "static class Rates { public static float Tax(float x) => Table.Rate * x; }", "static class Table { public static readonly float Rate = 10; }", "static class Other { public static float Rate() => 10; }");
        GeneratorDriver driver = CSharpGeneratorDriver.Create(new DatasetGenerator()).RunGenerators(compilation);
        string Next(int file, string text)
        {
            SyntaxTree old = compilation.SyntaxTrees[file];
            compilation = compilation.ReplaceSyntaxTree(old, CSharp.Parse(text, old.FilePath));
            driver = driver.RunGenerators(compilation);
            return driver.GetRunResult().Results[0].GeneratedSources.Single().SourceText.ToString();
        }

        string first = Next(4, "static class Other { public static float Rate() => 11; }");
        Assert.Equal(first, Next(3, "static class Table { /* per cent */ public static readonly float Rate = 10; }"));
        string raised = Next(3, "static class Table { public static readonly float Rate = 15; }");
        Assert.NotEqual(first, raised);
        Assert.NotEqual(raised, Next(2, "static class Rates { public static float Tax(float x) => Table.Rate + x; }"));
    }

    private static string Feature(string body, string others = "") => $"[Numeric] public static float A(float miles, float seconds) {{ {body} }} {others}";

    private static string Class(string members) => $"[Features<Trip>] public static partial class F {{ {members} }}";

    private static FeatureCode Code(string members)
    {
        CSharpCompilation compilation = CSharp.Compile(Row + Class(members));
        return FeaturesParser.Parse(compilation.GetTypeByMetadataName("F")!, null, default, new HashSet<SyntaxTree>())!.Features.Single().Code;
    }
}
