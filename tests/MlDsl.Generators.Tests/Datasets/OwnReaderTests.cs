using MlDsl.Generators.Datasets;
using MlDsl.Testing;

namespace MlDsl.Generators.Tests.Datasets;

/// <summary>Methods of a row type that read its columns.</summary>
public sealed class OwnReaderTests
{
    [Fact]
    public void WritesTheCalls() => Snapshot.Match(Given.Dataset(
        """
        [Dataset]
        public partial record Parcel
        {
            public required float Weight { get; init; }
            public int? Floor { get; init; }
            public string? Note { get; init; }

            [Reads(nameof(Weight))] private static float ReadWeight(ReadOnlySpan<byte> text) => text.Length;
            [Reads(nameof(Floor))] private static int ReadFloor(ReadOnlySpan<byte> text) => text.Length;
            [Reads(nameof(Note)), Obsolete("old")] private static string? @event(ReadOnlySpan<byte> text) => null;
        }
        """));

    [Theory]
    [InlineData("private static float {|MLD0113:Read|}(string text) => 0;")]
    [InlineData("private float {|MLD0113:Read|}(ReadOnlySpan<byte> text) => 0;")]
    [InlineData("private static double {|MLD0113:Read|}(ReadOnlySpan<byte> text) => 0;")]
    [InlineData("private static float? {|MLD0113:Read|}(ReadOnlySpan<byte> text) => 0;")]
    [InlineData("private static float {|MLD0113:Read|}<T>(ReadOnlySpan<byte> text) => 0;")]
    [InlineData("private static float {|MLD0113:Read|}(in ReadOnlySpan<byte> text) => 0;")]
    [InlineData("private static float {|MLD0113:Read|}(ReadOnlySpan<byte> text, int more = 0) => 0;")]
    [InlineData("[Obsolete(\"old\", true)] private static float {|MLD0113:Read|}(ReadOnlySpan<byte> text) => 0;")]
    public Task ReportsAMethodThatDoesNotFit(string method) => Expect.Reports<DatasetAnalyzer>(
        $"[Dataset] public partial record Row {{ public float A {{ get; init; }} [Reads(nameof(A))] {method} }}");

    [Theory]
    [InlineData("[Reads(\"B\")] private static float {|MLD0113:Read|}(ReadOnlySpan<byte> text) => 0;")]
    [InlineData("[Reads(\"\")] private static float {|MLD0113:Read|}(ReadOnlySpan<byte> text) => 0;")]
    [InlineData("[Reads(null!)] private static float {|MLD0113:Read|}(ReadOnlySpan<byte> text) => 0;")]
    [InlineData("[Reads(\"A\")] private static float Read(ReadOnlySpan<byte> text) => 0; [Reads(\"A\")] private static float {|MLD0113:Again|}(ReadOnlySpan<byte> text) => 0;")]
    [InlineData("public string Text { get; init; } = \"\"; [Reads(\"Text\")] private static string? {|MLD0113:Read|}(ReadOnlySpan<byte> text) => null;")]
    [InlineData("[Numeric(Length = 2)] public float[] V { get; init; } = []; [Reads(\"V\")] private static float[] {|MLD0113:Read|}(ReadOnlySpan<byte> text) => [];")]
    [InlineData("public float Twice => 2 * A; [Reads(\"Twice\")] private static float {|MLD0113:Read|}(ReadOnlySpan<byte> text) => 0;")]
    public Task ReportsAColumnThatItCannotRead(string members) => Expect.Reports<DatasetAnalyzer>(
        $"[Dataset] public partial record Row {{ public float A {{ get; init; }} {members} }}");

    [Theory]
    [InlineData("public float? A { get; init; } [Reads(\"A\")] private static float Read(ReadOnlySpan<byte> text) => 0;")]
    [InlineData("public float? A { get; init; } [Reads(\"A\")] private static float? Read(ReadOnlySpan<byte> text) => null;")]
    [InlineData("public string? A { get; init; } [Reads(\"A\")] public static string Read(ReadOnlySpan<byte> text) => \"\";")]
    [InlineData("[EventTime] public DateTime A { get; init; } [Reads(\"A\")] internal static DateTime Read(ReadOnlySpan<byte> text) => default;")]
    [InlineData("public float A { get; init; } private static float Read(string text) => 0; [Reads(\"A\")] private static float Read(ReadOnlySpan<byte> text) => 0;")]
    [InlineData("\n#pragma warning disable MLD0113\npublic float A { get; init; } [Reads(\"B\")] private static float Read(string text) => 0;\n#pragma warning restore MLD0113\n")]
    public Task StaysSilent(string members) => Expect.Reports<DatasetAnalyzer>($"[Dataset] public partial record Row {{ {members} }}");
}
