using MlDsl.Generators.Onnx;

namespace MlDsl.Generators.Tests.Onnx;

public sealed class ExportedColumnTests
{
    [Fact]
    public void ReadsWhatAnExportWrites() => Assert.Equal(
        [new("Size", "Größe \"+\"", false, false), new("At", "at", false, true), new("Twice", "Twice", true, false)],
        ExportedColumn.Read("""[{"name":"Size","column":"Gr\u00F6\u00DFe \u0022\u002B\u0022","type":"float"},{"name":"At","column":"at","type":"System.DateTime","unit":"ticks","clock":"UTC"},{"name":"Twice","column":"Twice","type":"float","computed":true}]"""));

    [Fact]
    public void ReadsWhatStandsForAMissingValue() => Assert.Equal(
        [new("Size", "size", false, false) { Sentinel = "(missing \"2\")" }],
        ExportedColumn.Read("""[{"name":"Size","column":"size","type":"string?","missing":"sentinel","sentinel":"(missing \u00222\u0022)"}]"""));

    // Metadata of this name may be anybody's.
    [Theory]
    [InlineData("""[{"name":"Size"}]""")]
    [InlineData("""[{"name":7,"column":"a"}]""")]
    [InlineData("""[{"name":"Size","column":"Gr\u00"}]""")]
    [InlineData("""[{"name":"Size","column":"Size""")]
    public void WhatIsNoneIsNone(string json) => Assert.Null(ExportedColumn.Read(json));
}
