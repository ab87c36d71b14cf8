using MlDsl.Generators.Features;

namespace MlDsl.Generators.Tests.Features;

public sealed class PurityTests
{
    private const string Row = "using System.Globalization; [Dataset] public partial record Trip { public float Miles { get; init; } public int Count { get; init; } public string Vendor { get; init; } = \"\"; public DateTime At { get; init; } [Label] public float Fare { get; init; } }\npublic static class Else { public static int Cache; public static int Setting { get; set; } public static readonly int Fixed = 3; public const int Constant = 4; public static int Computed => 3; public static int Init { get; } = 3; }\n";

    [Theory]
    [InlineData("(float)({|MLD0207:DateTime.Now|} - at).TotalDays")]
    [InlineData("{|MLD0207:DateTimeOffset.UtcNow|}.Hour")]
    [InlineData("{|MLD0207:Environment.TickCount64|}")]
    [InlineData("{|MLD0207:System.Diagnostics.Stopwatch.GetTimestamp()|}")]
    [InlineData("{|MLD0207:at.ToLocalTime()|}.Hour")]
    [InlineData("{|MLD0207:Random.Shared|}.NextSingle()")]
    [InlineData("{|MLD0207:new Random()|}.NextSingle()")]
    [InlineData("{|MLD0207:Guid.NewGuid()|}.ToByteArray()[0]")]
    [InlineData("{|MLD0207:vendor.GetHashCode()|}")]
    [InlineData("{|MLD0207:HashCode.Combine(count, miles)|}")]
    [InlineData("{|MLD0207:Environment.ProcessorCount|}")]
    [InlineData("{|MLD0207:System.IO.File.ReadAllText(vendor)|}.Length")]
    [InlineData("{|MLD0207:Console.Read()|}")]
    [InlineData("{|MLD0207:Else.Cache|}")]
    [InlineData("{|MLD0207:Else.Cache|}++")]
    [InlineData("{|MLD0207:Else.Setting|}")]
    [InlineData("{|MLD0207:float.Parse(vendor)|}")]
    [InlineData("{|MLD0207:double.TryParse(vendor, out double x)|} ? (float)x : 0")]
    [InlineData("{|MLD0207:double.Parse(vendor, null)|} > 1 ? 1 : 0")]
    [InlineData("{|MLD0207:DateTime.Parse(vendor)|}.Year")]
    [InlineData("(float){|MLD0207:Convert.ToDouble(vendor)|}")]
    [InlineData("{|MLD0207:miles.ToString()|}.Length")]
    [InlineData("{|MLD0207:at.ToString(\"d\")|}.Length")]
    [InlineData("$\"{vendor}{{|MLD0207:miles|}:F2}\".Length")]
    [InlineData("(vendor + {|MLD0207:miles|}).Length")]
    [InlineData("{|MLD0207:string.Format(\"{0}\", miles)|}.Length")]
    [InlineData("{|MLD0207:vendor.ToUpper()|}.Length")]
    [InlineData("{|MLD0207:char.ToUpper(vendor[0])|}")]
    [InlineData("{|MLD0207:vendor.StartsWith(\"a\")|} ? 1 : 0")]
    [InlineData("{|MLD0207:vendor.EndsWith(\"a\", StringComparison.CurrentCultureIgnoreCase)|} ? 1 : 0")]
    [InlineData("{|MLD0207:string.Compare(vendor, \"a\")|}")]
    [InlineData("{|MLD0207:vendor.CompareTo(\"a\")|}")]
    [InlineData("miles.ToString({|MLD0207:CultureInfo.CurrentCulture|}).Length")]
    [InlineData("{|MLD0207:StringComparer.CurrentCulture|}.Compare(vendor, \"a\")")]
    public Task Reports(string body) => Verify($"[Numeric] public static float A(float miles, int count, string vendor, DateTime at) => {body};");

    [Theory]
    [InlineData("[Numeric] public static float A(float miles) => Helper(miles); private static float Helper(float miles) => Deeper() * miles; private static float Deeper() => {|MLD0207:DateTime.Now|}.Hour;")]
    [InlineData("[Numeric] public static float A(float miles) { float Local() => {|MLD0207:Random.Shared|}.NextSingle(); return miles * Local(); }")]
    [InlineData("[Numeric] public static float A(float miles) { Func<float> f = () => {|MLD0207:Random.Shared|}.NextSingle(); return miles * f(); }")]
    [InlineData("[Numeric] public static float A(float miles) => new[] { miles }.Select(Helper).First(); private static float Helper(float miles) => miles * {|MLD0207:DateTime.Today|}.Day;")]
    [InlineData("private static int calls; [Numeric] public static float A(float miles) { {|MLD0207:calls|}++; return miles; }")]
    [InlineData("[Numeric] public static float A(float miles) => Now; private static float Now => {|MLD0207:DateTime.UtcNow|}.Hour;")]
    [InlineData("[Numeric] public static float A(float miles) => Helper(); [Numeric] public static float B(float miles) => Helper(); private static float Helper() => {|MLD0207:DateTime.Now|}.Hour;")]
    public Task FollowsHelpersOfTheClass(string methods) => Verify(methods);

    [Theory]
    [InlineData("miles.GetHashCode() + count.GetHashCode()")]
    [InlineData("new Random(count).NextSingle()")]
    [InlineData("Else.Fixed + Else.Constant + Else.Computed + Else.Init")]
    [InlineData("(int)DayOfWeek.Friday + (at.DayOfWeek == DayOfWeek.Friday ? 1 : 0)")]
    [InlineData("float.Parse(vendor, CultureInfo.InvariantCulture)")]
    [InlineData("float.TryParse(vendor, NumberStyles.Float, CultureInfo.InvariantCulture, out float x) ? x : 0")]
    [InlineData("int.Parse(vendor) + count.ToString().Length + $\"{count}{vendor}\".Length + (vendor + count).Length")]
    [InlineData("FormattableString.Invariant($\"{miles}\").Length")]
    [InlineData("string.Create(CultureInfo.InvariantCulture, $\"{miles}\").Length")]
    [InlineData("string.Format(CultureInfo.InvariantCulture, \"{0}\", miles).Length")]
    [InlineData("miles.ToString(\"R\", CultureInfo.InvariantCulture).Length + at.ToString(\"O\").Length")]
    [InlineData("vendor.ToUpperInvariant().Length + (vendor.StartsWith('a') ? 1 : 0) + (vendor.Contains(\"a\") ? 1 : 0) + (vendor == \"a\" ? 1 : 0)")]
    [InlineData("vendor.StartsWith(\"a\", StringComparison.Ordinal) ? 1 : vendor.IndexOf('a') + vendor.IndexOf(\"b\", StringComparison.OrdinalIgnoreCase)")]
    [InlineData("string.CompareOrdinal(vendor, \"a\") + vendor.Replace(\"a\", \"b\").Length")]
    [InlineData("at.ToUniversalTime().Hour + at.Hour + DateTime.UnixEpoch.Year + new DateTime(2020, 1, 1).Year")]
    [InlineData("System.IO.Path.GetExtension(vendor).Length + Environment.NewLine.Length + nameof(DateTime.Now).Length")]
    [InlineData("MathF.Log(miles) + new[] { 1f, 2f }.Sum() + string.Join(\",\", vendor, vendor).Length")]
    public Task StaysSilent(string body) => Verify($"[Numeric] public static float A(float miles, int count, string vendor, DateTime at) => {body};");

    [Theory]
    [InlineData("[Numeric] public static float A(float miles) => miles; private static DateTime Unused() => DateTime.Now;")]
    [InlineData("private static readonly float[] Table = [1, 2]; [Numeric] public static float A(int count) => Table[count % 2];")]
    public Task WhatNoFeatureReachesIsNoConcern(string methods) => Verify(methods);

    [Fact]
    public Task OtherClassesMayBeImpure() => Expect.Reports<PurityAnalyzer>(Row.Replace("using System.Globalization;", "", StringComparison.Ordinal) + "public static class Clock { public static int Hour() => DateTime.Now.Hour; }");

    [Fact]
    public Task IsSilencedByPragma() => Verify("#pragma warning disable MLD0207\n[Numeric] public static float A(float miles) => DateTime.Now.Hour;\n");

    private static Task Verify(string methods) => Expect.Reports<PurityAnalyzer>($"{Row}\n[Features<Trip>] public static class F\n{{\n{methods}\n}}");
}
