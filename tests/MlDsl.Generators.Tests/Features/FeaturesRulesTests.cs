using MlDsl.Generators.Features;

namespace MlDsl.Generators.Tests.Features;

public sealed class FeaturesRulesTests
{
    private const string Row = """
        [Dataset] public partial record Trip
        {
            [Id] public int Key { get; init; }
            [Numeric] public float Seconds { get; init; }
            public int Miles { get; init; }
            public float? Tolls { get; init; }
            public string? Vendor { get; init; }
            [Column(Available = Availability.AfterOutcome)] public float Tip { get; init; }
            [Label] public float Fare { get; init; }
        }

        """;

    [Theory]
    [InlineData("[Numeric] public float {|MLD0201:A|}() => 1;")]
    [InlineData("[Numeric] private static float {|MLD0201:A|}() => 1;")]
    [InlineData("[Numeric] public static T {|MLD0201:A|}<T>() => default!;")]
    [InlineData("[Numeric] public static void {|MLD0201:A|}() { }")]
    [InlineData("[Numeric] public static async Task<float> {|MLD0201:A|}() { await Task.Yield(); return 1; }")]
    [InlineData("[Numeric] public static float {|MLD0201:A|}(ref float seconds) => seconds;")]
    [InlineData("[Numeric] public static float {|MLD0201:A|}(ref readonly float seconds) => seconds;")]
    [InlineData("[Numeric] public static float {|MLD0201:A|}(params float[] seconds) => seconds[0];")]
    [InlineData("public static float {|MLD0201:A|}(float seconds) => seconds;")]
    [InlineData("[Numeric] public static float {|MLD0201:Miles|}(float seconds) => seconds;")]
    [InlineData("[Numeric] public static float {|MLD0201:miles|}(float seconds) => seconds;")]
    [InlineData("[Numeric] public static float {|MLD0201:ToString|}(float seconds) => seconds;")]
    [InlineData("[Numeric] public static float {|MLD0201:Schema|}(float seconds) => seconds;")]
    [InlineData("[Numeric] public static float {|MLD0201:A|}(float seconds) => seconds; [Numeric] public static float {|MLD0201:A|}(int miles) => miles;")]
    [InlineData("[Numeric] public static float {|MLD0201:Rate|}(float seconds) => seconds; [Numeric] public static float {|MLD0201:rate|}(int miles) => miles;")]
    [InlineData("[Numeric] public static float A(string? {|MLD0202:seconds|}) => 1;")]
    [InlineData("[Numeric] public static float A(float {|MLD0202:tolls|}) => tolls;")]
    [InlineData("[Numeric] public static float A(short {|MLD0202:miles|}) => miles;")]
    [InlineData("[Numeric] public static float A(object {|MLD0202:miles|}) => 1;")]
    [InlineData("[Numeric] public static float A(float {|MLD0203:second|}) => second;")]
    [InlineData("[Numeric] public static float A(float {|MLD0203:nothingLikeIt|} = 3) => nothingLikeIt;")]
    [InlineData("[Numeric] public static float {|MLD0204:A|}(float b) => b; [Numeric] public static float B(float a) => a;")]
    [InlineData("[Numeric] public static float {|MLD0204:A|}(float a) => a;")]
    [InlineData("[Numeric] public static float A(float {|MLD0205:fare|}) => fare;")]
    [InlineData("[Numeric] public static float A(int {|MLD0205:key|}) => key;")]
    [InlineData("[Numeric] public static float A(float {|MLD0206:tip|}) => tip;")]
    [InlineData("[{|MLD0104:Numeric|}] public static string A(float seconds) => \"\";")]
    [InlineData("[Numeric] public static object {|MLD0104:A|}(float seconds) => seconds;")]
    [InlineData("[Numeric, {|MLD0105:Categorical|}] public static int A(int miles) => miles;")]
    [InlineData("[{|MLD0107:Numeric(Bins = 1)|}] public static float A(float seconds) => seconds;")]
    [InlineData("[{|MLD0107:Numeric|}] public static float? A(float? tolls) => tolls;")]
    [InlineData("[Numeric] public static float {|MLD0209:A|} => 1;")]
    [InlineData("public static float {|MLD0209:A|} { [Numeric] get => 1; }")]
    [InlineData("[Numeric] private static float {|MLD0209:A|} => 1;")]
    [InlineData("public static float {|MLD0209:A|} { get; } = 1;")]
    [InlineData("[Numeric] public float {|MLD0209:this|}[int i] => i;")]
    [InlineData("public static readonly Func<float, float> {|MLD0209:A|} = static miles => miles;")]
    [InlineData("[Numeric] public static float operator {|MLD0209:+|}(F a, F b) => 1;")]
    [InlineData("[Numeric] public static explicit operator {|MLD0209:float|}(F a) => 1;")]
    [InlineData("public static class More { [Numeric] public static float {|MLD0209:A|}(float seconds) => seconds; }")]
    public Task Reports(string methods) => Expect.Reports<FeaturesAnalyzer>($"{Row}[Features<Trip>] public class F {{ {methods} }}");

    [Theory]
    [InlineData("[Dataset] public partial record Two { [Numeric] public float AB { get; init; } [Numeric] public float Ab { get; init; } } [Features<Two>] public static class F { [Numeric] public static float C(float {|MLD0203:ab|}) => ab; }")]
    [InlineData("public record Plain; [Features<Plain>] public static class {|MLD0106:F|} { }")]
    [InlineData("[Features<int[]>] public static class {|MLD0106:F|} { }")]
    [InlineData("public class Outer { [Features<Trip>] private static class {|MLD0106:F|} { [Numeric] public static float A(float seconds) => seconds; } }")]
    [InlineData("public class Outer<T> { [Features<Trip>] public static class {|MLD0106:F|} { [Numeric] public static float A(float seconds) => seconds; } }")]
    [InlineData("[Features<Trip>] file static class {|MLD0106:F|} { [Numeric] public static float A(float seconds) => seconds; }")]
    [InlineData("[Features<Trip>] public static class A { [Numeric] public static float Rate(int miles) => miles; } [Features<Trip>] public static class B { [Numeric] public static float {|MLD0208:rate|}(float seconds) => seconds; [Numeric] public static float Else(float seconds) => seconds; }")]
    [InlineData("public class Common { [Numeric] public static float A(float seconds) => seconds; } [Features<Trip>] public class {|MLD0209:F|} : Common;")]
    public Task ReportsClasses(string source) => Expect.Reports<FeaturesAnalyzer>(Row + source);

    [Theory]
    [InlineData("[Numeric] public static float A(float MILES, in float seconds) => MILES; private static float Helper(object o) => 1; private float Other() => 1;")]
    [InlineData("[Numeric] public static double A(double miles, float? seconds = 1) => miles;")]
    [InlineData("[Numeric] internal static float A(float b) => b; [Numeric] public static float B() => 1;")]
    [InlineData("[Numeric] public static float A(float b, float c) => b; [Numeric] public static float B(float c) => c; [Numeric] public static float C() => 1;")]
    [InlineData("public const int Most = 3; public static readonly float[] Table = [1, 2]; private static float Half => 2; private static readonly Func<float, float> twice = static x => 2 * x; public static class Helpers { public static float Of(float x) => x; } [Numeric] public static float A(float seconds) => twice(seconds) / Half + Most;")]
    public Task StaysSilent(string methods) => Expect.Reports<FeaturesAnalyzer>($"{Row}[Features<Trip>] public class F {{ {methods} }}");

    [Fact]
    public Task DataSetsWithAFeatureOfTheSameNameAreApart() => Expect.Reports<FeaturesAnalyzer>(
        Row + "[Dataset] public partial record Day { [Numeric] public float Sun { get; init; } } [Features<Trip>] public static class F { [Numeric] public static float Rate(int miles) => miles; } [Features<Day>] public static class G { [Numeric] public static float Rate(float sun) => sun; }");

    [Fact]
    public Task IsSilencedByPragma() => Expect.Reports<FeaturesAnalyzer>(
        Row + """
        #pragma warning disable MLD0201, MLD0202, MLD0203, MLD0205, MLD0206, MLD0208
        [Features<Trip>] public static class E { [Numeric] public static float D(int miles) => miles; }
        [Features<Trip>] public static class F
        {
            public static float A(float seconds) => seconds;
            [Numeric] public static float B(string seconds, float nothing) => 1;
            [Numeric] public static float C(float fare, float tip) => 1;
            [Numeric] public static float D(float seconds) => seconds;
        }
        #pragma warning disable MLD0204
        [Features<Trip>] public static class G { [Numeric] public static float H(float h) => h; }
        """);

    [Fact]
    public async Task ARowOfAnotherAssemblyIsReported()
    {
        var library = Given.Generate(MlDsl.Testing.CSharp.Compile("using MlDsl;\n" + Row).WithAssemblyName("Rows"));
        using var image = new MemoryStream();
        Assert.True(library.Emit(image).Success);
        var compilation = MlDsl.Testing.CSharp.Compile("using MlDsl; [Features<Trip>] public static class F { [Numeric] public static float A(float seconds) => seconds; }")
            .AddReferences(Microsoft.CodeAnalysis.MetadataReference.CreateFromImage(image.ToArray()));
        Assert.Equal(["MLD0106"], (await Expect.Find(compilation, [new FeaturesAnalyzer()])).Select(static d => d.Id));
    }

    [Fact]
    public async Task TheCircleIsSpelledOut()
    {
        var compilation = MlDsl.Testing.CSharp.Compile($"using MlDsl;\n{Row}[Features<Trip>] public static class F {{ [Numeric] public static float A(float b) => b; [Numeric] public static float B(float c) => c; [Numeric] public static float C(float b) => b; }}");
        var found = Assert.Single(await Expect.Find(compilation, [new FeaturesAnalyzer()]));
        Assert.Equal("Features depend on each other in a circle: B → C → B", found.GetMessage(System.Globalization.CultureInfo.InvariantCulture));
    }
}
