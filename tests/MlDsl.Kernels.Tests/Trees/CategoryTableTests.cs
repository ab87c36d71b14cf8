using System.Text;
using MlDsl.Kernels.Operators;

namespace MlDsl.Kernels.Tests.Trees;

/// <summary>The tables of categories that files hold, and how values become codes.</summary>
public sealed class CategoryTableTests
{
    [Fact]
    public void XGBoostsTextsAndNumbersAreRead()
    {
        // "rot", "grün" in bytes, signed as XGBoost writes them; then unsigned 16-bit numbers whose bits UBJSON has as signed ones.
        sbyte[] bytes = [.. Encoding.UTF8.GetBytes("rotgrün").Select(static b => unchecked((sbyte)b))];
        TreeModel model = Read($$"""{"enc": [{"offsets": [0, 3, 8], "values": [{{string.Join(", ", bytes)}}]}, {"type": 12, "values": [7, -1]}], "feature_segments": [0, 2, 4], "sorted_idx": []}""");
        Assert.Equal([0, 1], model.Categories.Select(static table => table.Feature));
        Assert.Equal(["rot", "grün"], ((Tensor<string>)model.Categories[0].Values).Values.ToArray());
        Assert.Equal([7L, 65535L], ((Tensor<long>)model.Categories[1].Values).Values.ToArray());
        Assert.All(model.Categories, static table => Assert.True(table.RefusesUnseen));
    }

    [Fact]
    public void QuantitiesHaveEmptyLists() =>
        Assert.Equal(1, Assert.Single(Read("""{"enc": [{"offsets": [], "values": []}, {"type": 15, "values": [3, 5]}]}""", types: """["float", "c"]""").Categories).Feature);

    [Theory]
    [InlineData("""{"enc": [{"type": 15, "values": [3, 5]}]}""", "2 features and 1 lists of categories")]
    [InlineData("""{"enc": [{"type": 15, "values": [3, 3]}, {"offsets": [], "values": []}]}""", "'a' has a value twice")]
    [InlineData("""{"enc": [{"type": 8, "values": [3, 5]}, {"offsets": [], "values": []}]}""", "'a' in the XGBoost model are no whole numbers")]
    [InlineData("""{"enc": [{"offsets": [0, 9], "values": [65]}, {"offsets": [], "values": []}]}""", "bytes 0 to 9 of a category of 'a'")]
    [InlineData("""{"enc": [{"offsets": [], "values": []}, {"type": 15, "values": [1]}]}""", "categories of 'b', whose feature type is 'float'")]
    public void XGBoostsDamagedTablesAreRefused(string cats, string problem) =>
        Assert.Contains(problem, Assert.Throws<TreeEnsembleException>(() => Read(cats, types: """["c", "float"]""")).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("""[["x", "y"]]""", typeof(string))]
    [InlineData("[[10, 20]]", typeof(long))]
    [InlineData("[[10.0, 20.5]]", typeof(double))]
    [InlineData("[[false, true]]", typeof(bool))]
    public void LightGbmsPandasCategoriesBelongToItsCategoricalFeatures(string lists, Type element)
    {
        CategoryTable table = Assert.Single(LightGbm(lists).Categories);
        Assert.Equal((1, element, 2, false), (table.Feature, table.Element, table.Values.Length, table.RefusesUnseen));
    }

    [Theory]
    [InlineData("[0:1] 1:0 none", false, "b")]
    [InlineData("[0:1] none none", false, null)]
    [InlineData("[0:1] [0:1] none", true, "b")]
    [InlineData("[0.5:1] none none", false, null)]
    [InlineData("[0.5:1] 0:1 1", false, null)]
    [InlineData("[0.5:1] none [-1:3]", false, "b")]
    [InlineData("[0:1] none [-1:3]", false, null)]
    public void TheyBelongToTheOnlyFeaturesThatTheyCanBelongTo(string infos, bool isSplit, string? expected)
    {
        if (expected is null) Assert.Contains("cannot be told whose they are", Assert.Throws<TreeEnsembleException>(() => LightGbm("""[["x", "y"]]""", infos, isSplit)).Message, StringComparison.Ordinal);
        else
        {
            TreeModel model = LightGbm("""[["x", "y"]]""", infos, isSplit);
            Assert.Equal(expected, model.FeatureNames[Assert.Single(model.Categories).Feature]);
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    public void WithoutPandasThereAreNone(string lists) => Assert.Empty(LightGbm(lists).Categories);

    [Theory]
    [InlineData("""[["x"], ["y"]]""", "2 pandas columns, but 1 of its features are categorical ('b')")]
    [InlineData("""[["x"]]""", "codes of 'b' beyond its 1 pandas categories")]
    [InlineData("""[["x", 1]]""", "mixes texts, numbers or truth values")]
    [InlineData("""[["x", null]]""", "mixes texts, numbers or truth values")]
    [InlineData("""[["x", "x"]]""", "'b' has a value twice")]
    [InlineData("""[["x", """, "is no JSON")]
    [InlineData("7", "is no list")]
    public void LightGbmsTablesThatFitNoFeatureAreRefused(string lists, string problem) =>
        Assert.Contains(problem, Assert.Throws<TreeEnsembleException>(() => LightGbm(lists)).Message, StringComparison.Ordinal);

    [Fact]
    public void ValuesBecomeCodesAndOthersAreMissing()
    {
        var codes = new Tensor<double>();
        new CategoryCodes<string, double>(new Tensor<string>(["x", "", "y"], 3)).Run(new Tensor<string>(["y", "x", "", "X", CategoryTable.MissingText], 5, 1), codes);
        Assert.Equal([2, 0, 1, double.NaN, double.NaN], codes.Values.ToArray());
        Assert.Equal([5L, 1L], codes.Shape.ToArray());
        new CategoryCodes<double, double>(new Tensor<double>([1.5, 2], 2)).Run(new Tensor<double>([2, 1.5, double.NaN, 0], 4), codes);
        Assert.Equal([1, 0, double.NaN, double.NaN], codes.Values.ToArray());
        new CategoryCodes<bool, double>(new Tensor<bool>([true], 1)).Run(new Tensor<bool>([true, false], 2), codes);
        Assert.Equal([0, double.NaN], codes.Values.ToArray());
    }

    [Fact]
    public void WhatXGBoostRefusesIsNamed()
    {
        var lookup = new CategoryCodes<long, float>(new Tensor<long>([1, 2, 3, 4, 5, 6, 7], 7), "Store", 1) { Node = "Store" };
        var codes = new Tensor<float>();
        lookup.Run(new Tensor<long>([7, CategoryTable.MissingWhole], 2), codes);
        Assert.Equal([6f, float.NaN], codes.Values.ToArray());
        Assert.Equal(
            "Store: '9' is none of the categories of 'Store' that the model was trained with, which are '1', '2', '3', '4', '5' and 2 more; give one of them, or a missing value",
            Assert.Throws<OperatorException>(() => lookup.Run(new Tensor<long>([9], 1), codes)).Message);
    }

    private static TreeModel Read(string cats, string types = """["c", "c"]""") =>
        XGBoostFile.Read(Encoding.UTF8.GetBytes(SmallXGBoost.File(model: $"\"cats\": {cats},", learner: $"\"feature_names\": [\"a\", \"b\"], \"feature_types\": {types},", version: "[3, 1, 0]", categorical: true)));

    private static TreeModel LightGbm(string lists, string infos = "[0:1] 1:0 none", bool isSplit = false) => LightGbmFile.Read($"""
        tree
        version=v4
        num_class=1
        num_tree_per_iteration=1
        label_index=0
        max_feature_idx=2
        objective=regression
        feature_names=a b c
        feature_infos={infos}

        Tree=0
        num_leaves={(isSplit ? "2\nnum_cat=1\nsplit_feature=1\nthreshold=0\ndecision_type=1\nleft_child=-1\nright_child=-2\ncat_boundaries=0 1\ncat_threshold=2" : "1\nnum_cat=0")}
        leaf_value=1{(isSplit ? " 2" : "")}
        shrinkage=1

        end of trees

        pandas_categorical:{lists}
        """);
}
