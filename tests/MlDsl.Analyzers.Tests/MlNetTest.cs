using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Diagnostics;
using MlDsl.Testing;

namespace MlDsl.Analyzers.Tests;

/// <summary>Rule and fix tests on code that uses ML.NET, ONNX Runtime and ASP.NET Core.</summary>
internal static class MlNetTest
{
    /// <summary>How many bodies begin: trips, their two sides, and steps that learn fares.</summary>
    public const string SplitTrips = """
        var data = ml.Data.LoadFromTextFile<Trip>(path, separatorChar: ',');
        var split = ml.Data.TrainTestSplit(data, testFraction: 0.2, seed: 1);
        var pipeline = ml.Transforms.Concatenate("Features", "Seconds", "Miles")
            .Append(ml.Regression.Trainers.FastTree(labelColumnName: "Fare"));

        """;

    private const string Usings = """
        using System;
        using System.IO;
        using Microsoft.ML;
        using Microsoft.ML.Data;
        using Microsoft.ML.Trainers;
        using Microsoft.ML.Transforms;
        using Microsoft.ML.Transforms.TimeSeries;

        """;

    /// <summary>A row type and a prediction of it.</summary>
    public const string Rows = """
        #nullable disable
        class Trip
        {
            [LoadColumn(0)] public string Vendor { get; set; }
            [LoadColumn(1)] public float Seconds { get; set; }
            [LoadColumn(2)] public float Miles { get; set; }
            [LoadColumn(3)] public float Fare { get; set; }
            [LoadColumn(4)] public bool Tipped { get; set; }
            [LoadColumn(5)] public string Payment { get; set; }
        }

        class FarePrediction { public float Score { get; set; } }

        """;

    /// <summary>The rule reports exactly the marked places of a whole file; common usings are put before it.</summary>
    public static Task Verify<T>(string markup)
        where T : DiagnosticAnalyzer, new() => RuleTest.Verify<T>(Usings + markup, Library.All);

    /// <summary>The rule reports exactly the marked places of a method body; <c>ml</c>, <c>path</c> and the row type <c>Trip</c> are there.</summary>
    public static Task VerifyBody<T>(string body, string members = "")
        where T : DiagnosticAnalyzer, new() => Verify<T>(Wrap(body, members));

    /// <summary>The fix turns the marked body into <paramref name="expected"/>.</summary>
    public static Task FixBody<T, TFix>(string body, string expected, string members = "", string? expectedMembers = null)
        where T : DiagnosticAnalyzer, new()
        where TFix : CodeFixProvider, new() =>
        FixTest.Verify<T, TFix>(Usings + Wrap(body, members), Usings + Wrap(expected, expectedMembers ?? members), Library.All);

    /// <summary>The fix turns a whole marked file into <paramref name="expected"/>.</summary>
    public static Task Fix<T, TFix>(string markup, string expected)
        where T : DiagnosticAnalyzer, new()
        where TFix : CodeFixProvider, new() =>
        FixTest.Verify<T, TFix>(Usings + markup, Usings + expected, Library.All);

    private static string Wrap(string body, string members) => $$"""
        {{Rows}}
        {{members}}
        class Program
        {
            static void Run(MLContext ml, string path)
            {
        {{body}}
            }
        }

        """;
}
