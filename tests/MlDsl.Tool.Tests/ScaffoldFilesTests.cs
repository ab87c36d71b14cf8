using System.Runtime.CompilerServices;
using MlDsl.Testing;

namespace MlDsl.Tool.Tests;

/// <summary>What is drafted for data that nobody here made; the texts are files of this project, so that they are compiled. <c>MLDSL_ACCEPT=1</c> writes them.</summary>
public sealed class ScaffoldFilesTests
{
    [TheoryWith("adult.csv", "taxi-fare-train.csv", "bike-hour.csv", "optdigits-train.csv", "iris.tsv", "breast-cancer.tsv", "detox.tsv", "ratings.csv")]
    [InlineData("adult.csv", "Adult")]
    [InlineData("taxi-fare-train.csv", "TaxiFare")]
    [InlineData("bike-hour.csv", "BikeHour")]
    [InlineData("optdigits-train.csv", "Digit")]
    [InlineData("iris.tsv", "Iris")]
    [InlineData("breast-cancer.tsv", "BreastCancer")]
    [InlineData("detox.tsv", "Detox")]
    [InlineData("ratings.csv", "Ratings")]
    public async Task TheDraftIsWhatIsCompiledHere(string file, string name)
    {
        Answer answer = await CodeFolder.Run("scaffold", TestData.File(file), "--name", name, "--namespace", "Scaffolds");
        Assert.Equal((0, ""), (answer.Code, answer.Error));
        string path = Path.Combine(Here(), "Scaffolds", name + ".cs");
        if (Environment.GetEnvironmentVariable("MLDSL_ACCEPT") == "1") File.WriteAllText(path, answer.Output);
        Assert.Equal(File.ReadAllText(path), answer.Output);
    }

    [TheoryWith("m4-hourly-train.csv", "m4-hourly-test.csv", "lightgbm-rank.train")]
    [InlineData("m4-hourly-train.csv", "holds a series on each line ('V2' to 'V961' are points in time); write it as a row for each point")]
    [InlineData("m4-hourly-test.csv", "holds a series on each line ('V2' to 'V49' are points in time)")]
    [InlineData("lightgbm-rank.train", "is LibSVM's sparse form ('10:0.89'), whose columns have no names")]
    public async Task WhatIsNoTableOfRowsIsRefusedByName(string file, string reason)
    {
        Answer answer = await CodeFolder.Run("scaffold", TestData.File(file));
        Assert.Equal((2, ""), (answer.Code, answer.Output));
        Assert.Contains(reason, answer.Error, StringComparison.Ordinal);
    }

    private static string Here([CallerFilePath] string path = "") => Path.GetDirectoryName(path)!;
}
