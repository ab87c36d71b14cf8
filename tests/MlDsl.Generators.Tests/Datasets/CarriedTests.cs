namespace MlDsl.Generators.Tests.Datasets;

/// <summary>What the user says of a property that holds for the input, too.</summary>
public sealed class CarriedTests
{
    [Theory]
    [InlineData("[JsonPropertyName(\"miles \\\"in\\\" \\n all\")]", "[global::System.Text.Json.Serialization.JsonPropertyNameAttribute(\"miles \\\"in\\\" \\n all\")]")]
    [InlineData("[JsonNumberHandling(JsonNumberHandling.AllowReadingFromString | JsonNumberHandling.WriteAsString)]", "[global::System.Text.Json.Serialization.JsonNumberHandlingAttribute((global::System.Text.Json.Serialization.JsonNumberHandling)(3))]")]
    [InlineData("[Range(0, 120.5)]", "[global::System.ComponentModel.DataAnnotations.RangeAttribute(0d, 120.5d)]")]
    [InlineData("[Range(1, int.MaxValue, MinimumIsExclusive = true)]", "[global::System.ComponentModel.DataAnnotations.RangeAttribute(1, 2147483647, MinimumIsExclusive = true)]")]
    [InlineData("[Range(typeof(decimal), \"1\", \"2\")]", "[global::System.ComponentModel.DataAnnotations.RangeAttribute(typeof(decimal), \"1\", \"2\")]")]
    [InlineData("[Display(Name = \"How far\", Order = 3)]", "[global::System.ComponentModel.DataAnnotations.DisplayAttribute(Name = \"How far\", Order = 3)]")]
    [InlineData("[AllowedValues(1f, 2.5f, null)]", "[global::System.ComponentModel.DataAnnotations.AllowedValuesAttribute(new object?[] { 1f, 2.5f, null })]")]
    [InlineData("[Required]", "[global::System.ComponentModel.DataAnnotations.RequiredAttribute]")]
    public void AttributesStandAboveTheInputsProperty(string written, string carried) =>
        Assert.Contains($"        {carried}\n        public required float Miles {{ get; init; }}\n", Generate(written), StringComparison.Ordinal);

    [Theory]
    [InlineData("[JsonIgnore(Condition = JsonIgnoreCondition.Never)]")]
    [InlineData("[System.ComponentModel.Description(\"far\")]")]
    public void OthersDoNot(string written) =>
        Assert.Contains("The column Miles.</summary>\n        public required float Miles { get; init; }\n", Generate(written), StringComparison.Ordinal);

    [Theory]
    [InlineData("/// <summary>How far, in miles &amp; parts.</summary>", "How far, in miles &amp; parts.")]
    [InlineData("/// <summary>\n    /// How far,\n    ///   as <see cref=\"System.Single\"/> of <c>miles</c>.\n    /// </summary>\n    /// <remarks>no</remarks>", "How far, as Single of miles.")]
    [InlineData("/// <summary></summary>", "The column Miles.")]
    public void TheSummaryIsCarried(string written, string carried) =>
        Assert.Contains($"/// <summary>{carried}</summary>\n        public required float Miles {{ get; init; }}\n", Generate(written), StringComparison.Ordinal);

    [Fact]
    public void ParametersOfRecordsCarryTheirs()
    {
        string text = Given.Dataset(
            """
            using System.ComponentModel.DataAnnotations;

            /// <summary>A trip.</summary>
            /// <param name="Miles">How far.</param>
            /// <param name="Fare">How much.</param>
            [Dataset]
            public partial record Trip([property: Numeric, Range(0, 9)] float Miles, [property: Label] float Fare);
            """).Text;
        Assert.Contains("/// <summary>How far.</summary>\n        [global::System.ComponentModel.DataAnnotations.RangeAttribute(0, 9)]\n        public required float Miles", text, StringComparison.Ordinal);
    }

    private static string Generate(string above) => Given.Dataset(
        $$"""
        using System.ComponentModel.DataAnnotations;
        using System.Text.Json.Serialization;

        [Dataset]
        public partial record Trip
        {
            {{above}}
            [Numeric] public required float Miles { get; init; }
            [Label] public float Fare { get; init; }
        }
        """).Text;
}
