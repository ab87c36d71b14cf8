using MlDsl.Analyzers.Fixes;
using MlDsl.Analyzers.Rules;

namespace MlDsl.Analyzers.Tests;

public sealed class EntityIdAmongFeaturesTests
{
    [Fact]
    public Task ReportsACustomerNumber() => MlNetTest.VerifyBody<EntityIdAmongFeatures>("""
        var data = ml.Data.LoadFromTextFile<Order>(path);
        ml.Transforms.Concatenate("Features", "Amount", {|MLD1402:"CustomerId"|}).Append(ml.Regression.Trainers.FastTree("Late")).Fit(data);
        """, members: """
        class Order { [LoadColumn(0)] public float CustomerId { get; set; } [LoadColumn(1)] public float Amount { get; set; } [LoadColumn(2)] public float Late { get; set; } }
        """);

    [Theory]
    [InlineData("IdCliente")]
    [InlineData("id_cliente")]
    [InlineData("KundenNummer")]
    [InlineData("Bestellnummer")]
    [InlineData("ClienteIdentificador")]
    [InlineData("Matricule")]
    [InlineData("Idade", false)]
    [InlineData("IdealWeight", false)]
    [InlineData("NumeroDePiezas", false)]
    [InlineData("Ideas", false)]
    public Task ReportsIdentifiersOfOtherLanguages(string name, bool isId = true) => MlNetTest.VerifyBody<EntityIdAmongFeatures>($"""
        var data = ml.Data.LoadFromTextFile<Order>(path);
        ml.Transforms.Concatenate("Features", "Amount", {(isId ? "{|MLD1402:\"" + name + "\"|}" : "\"" + name + "\"")}).Append(ml.Regression.Trainers.FastTree("Late")).Fit(data);
        """, members: $$"""
        class Order { [LoadColumn(0)] public float {{name}}; [LoadColumn(1)] public float Amount; [LoadColumn(2)] public float Late; }
        """);

    [Fact]
    public Task AllowsAnIdThatIsEncodedAsACategory() => MlNetTest.VerifyBody<EntityIdAmongFeatures>("""
        var data = ml.Data.LoadFromTextFile<Order>(path);
        ml.Transforms.Categorical.OneHotEncoding("Store", "StoreId").Append(ml.Transforms.Concatenate("Features", "Amount", "Store")).Append(ml.Regression.Trainers.FastTree("Late")).Fit(data);
        """, members: """
        class Order { [LoadColumn(0)] public float StoreId { get; set; } [LoadColumn(1)] public float Amount { get; set; } [LoadColumn(2)] public float Late { get; set; } }
        """);

    [Fact]
    public Task AllowsWordsThatOnlyEndInId() => MlNetTest.VerifyBody<EntityIdAmongFeatures>("""
        var data = ml.Data.LoadFromTextFile<Box>(path);
        ml.Transforms.Concatenate("Features", "Width", "Grid", "Paid").Append(ml.Regression.Trainers.FastTree("Late")).Fit(data);
        """, members: """
        class Box { [LoadColumn(0)] public float Width { get; set; } [LoadColumn(1)] public float Grid { get; set; } [LoadColumn(2)] public float Paid { get; set; } [LoadColumn(3)] public float Late { get; set; } }
        """);

    [Fact]
    public Task AllowsRecommenders() => MlNetTest.VerifyBody<EntityIdAmongFeatures>("""
        var data = ml.Data.LoadFromTextFile<Rating>(path);
        ml.Transforms.Conversion.MapValueToKey("UserId").Append(ml.Transforms.Conversion.MapValueToKey("FilmId")).Append(ml.Recommendation().Trainers.MatrixFactorization("Stars", "UserId", "FilmId")).Fit(data);
        """, members: """
        class Rating { [LoadColumn(0)] public float UserId { get; set; } [LoadColumn(1)] public float FilmId { get; set; } [LoadColumn(2)] public float Stars { get; set; } }
        """);

    [Fact]
    public Task IsSilencedByPragma() => MlNetTest.VerifyBody<EntityIdAmongFeatures>("""
        #pragma warning disable MLD1402
        var data = ml.Data.LoadFromTextFile<Order>(path);
        ml.Transforms.Concatenate("Features", "Amount", "CustomerId").Append(ml.Regression.Trainers.FastTree("Late")).Fit(data);
        """, members: """
        class Order { [LoadColumn(0)] public float CustomerId { get; set; } [LoadColumn(1)] public float Amount { get; set; } [LoadColumn(2)] public float Late { get; set; } }
        """);


    [Theory]
    [InlineData("\"Miles\", {|MLD1402:\"TripId\"|}", "\"Miles\"")]
    [InlineData("new[] { {|MLD1402:\"TripId\"|}, \"Miles\" }", "new[] { \"Miles\" }")]
    public Task ProposesToLeaveItOut(string before, string after)
    {
        const string Rows = "class Ride { [LoadColumn(0)] public float TripId { get; set; } [LoadColumn(1)] public float Miles { get; set; } [LoadColumn(2)] public float Fare { get; set; } }";
        static string Body(string columns) => $"var model = ml.Transforms.Concatenate(\"Features\", {columns}).Append(ml.Regression.Trainers.FastTree(\"Fare\")).Fit(ml.Data.LoadFromTextFile<Ride>(path));";
        return MlNetTest.FixBody<EntityIdAmongFeatures, EntityIdAmongFeaturesFix>(Body(before), Body(after), Rows);
    }
}
