using MlDsl.Generators.Features;
using MlDsl.Testing;

namespace MlDsl.Generators.Tests.Features;

public sealed class FeaturesGeneratorTests
{
    private const string Row = "[Dataset] public partial record Trip { [Numeric] public required float Seconds { get; init; } public int Miles { get; init; } public string? Vendor { get; init; } [Label] public float Fare { get; init; } }\n";

    [Theory]
    [InlineData("[Features<Trip>] public static partial class F { [Numeric] public static float Speed(int miles, float seconds) => miles / seconds; }")]
    [InlineData("[Features<Trip>] internal static class F { [Numeric] internal static double Speed(double miles, in float seconds) => miles / seconds; }")]
    [InlineData("[Features<Trip>] public class F { [Numeric] public static float Speed(float MILES, float? seconds = 3) => MILES; private static float Helper() => 1; }")]
    [InlineData("[Features<Trip>] public static class F { [Numeric] public static float B(float a) => a; [Numeric] public static float A(int miles) => miles; }")]
    [InlineData("[Features<Trip>] public static class F { [Numeric] public static float @class(int miles) => miles; [Numeric] public static float input(float @class) => @class; [Numeric] public static bool derived(float input) => input > 0; }")]
    [InlineData("[Features<Trip>] public static class F { [Numeric] public static float One() => 1; }")]
    [InlineData("public static class Outer { [Features<Trip>] internal static class F { [Categorical] public static string? Name(string? vendor) => vendor; } }")]
    [InlineData("[Features<Trip>] public static class F { [Numeric] public static float A(int miles) => miles; } [Features<Trip>] public static class G { [Numeric] public static float B(int miles) => miles; }")]
    [InlineData("[Features<Trip>] public static class F { }")]
    public void CallsEveryShapeOfMethod(string features) => Given.Dataset(Row + features);

    [Fact]
    public void PutsAFeatureBehindThoseItUses()
    {
        string text = Given.Dataset(Row + "[Features<Trip>] public static class F { [Numeric] public static float B(float a) => a; [Numeric] public static float A(int miles) => miles; }").Text;
        Assert.True(text.IndexOf("A = global::F.A(input.Miles);", StringComparison.Ordinal) < text.IndexOf("B = global::F.B(A);", StringComparison.Ordinal), text);
    }

    [Theory]
    [InlineData("miles + 1", false)]
    [InlineData("miles /* the odometer's */ * 2", true)]
    [InlineData("miles\n*\n2", true)]
    public void AChangedBodyIsAChangedSchemaAndACommentIsNot(string body, bool isSame)
    {
        string before = Given.Dataset(Row + "[Features<Trip>] public static class F { [Numeric] public static float A(int miles) => miles * 2; }").Text;
        string after = Given.Dataset(Row + $"[Features<Trip>] public static class F {{ [Numeric] public static float A(int miles) => {body}; }}").Text;
        Assert.Equal(isSame, before == after);
    }

    [Fact]
    public void WritesAStubWhereTwoClassesHaveOneName()
    {
        string text = Given.Dataset(Row + "[Features<Trip>] public static class F { [Numeric] public static float A(int miles) => miles; } [Features<Trip>] public static class G { [Categorical] public static string? A(string? vendor) => vendor; [Text] public static string? B(string? a) => a; }").Text;
        Assert.Contains("'Trip' is declared wrongly", text, StringComparison.Ordinal);
        Assert.DoesNotContain("global::F.A(", text, StringComparison.Ordinal);
    }

    [Fact]
    public void SpecsCompareByValue()
    {
        static FeaturesSpec Parse(string body) =>
            FeaturesParser.Parse(CSharp.Compile($"using MlDsl;\n{Row}[Features<Trip>] public static class F {{ [Numeric] public static float A(int miles) => {body}; }}").GetTypeByMetadataName("F")!, null, default)!;
        Assert.Equal(Parse("miles"), Parse("miles"));
        Assert.Equal(Parse("miles"), Parse("\n    miles /* whole */"));
        Assert.NotEqual(Parse("miles"), Parse("-miles"));
    }
}
