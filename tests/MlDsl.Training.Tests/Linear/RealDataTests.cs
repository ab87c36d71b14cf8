using System.Globalization;
using MlDsl.Testing;

namespace MlDsl.Training.Tests;

/// <summary>Real rows, with features in their own units. The expected values are scikit-learn's, printed by reference.py.</summary>
public class RealDataTests
{
    private static readonly double[] TaxiRidge =
    [
        0.04325524, -0.04325524, 0.006030736, -13.37666, -4.209253, 5.298312, -5.935257, 18.21683, 0.9012748, 0.6970306, 0.388947,
        -2.447848, 0.4605951, -0.00142784, 0.00606299, 1.641089, 15.24636,
    ];

    private static readonly double[] TaxiElasticNet =
        [0, 0, 0, -2.474634, 0.179606, 0, 0, 0.8708684, 0.06015383, 0, 0, 0, 0, -0.005507866, 0.005737966, 1.840569, 4.980643];

    /// <summary>The numeric features' weights; four of them are in units of up to 1e6.</summary>
    private static readonly double[] AdultNumbers = [0.02569762, 6.961253e-07, 0.2854502, 0.0003098964, 0.0006404604, 0.02957189];

    /// <summary>The first three rows of pixels of the digit 1, and its intercept.</summary>
    private static readonly double[] DigitOne =
    [
        0, -0.1460269, -0.3482303, -0.1913132, -1.019233, 0.09585644, -0.1910888, -0.09063643,
        -0.07003897, -0.8002554, -1.555049, -0.02601319, 0.658904, 0.09017989, -0.1606689, -0.09490381,
        0.0138097, 0.03220893, 0.1052012, 2.400266, 1.968687, -0.01301452, -0.2894181, -0.02240843,
    ];

    [FactWith("taxi-fare-train.csv")]
    public void TaxiFaresAgreeWithScikitLearn()
    {
        HeldDesign taxi = Encode(
            "taxi-fare-train.csv",
            ["vendor_id", "rate_code", "payment_type", "#passenger_count", "#trip_time_in_secs", "#trip_distance"],
            "fare_amount");
        Reference.Equal([TaxiRidge], LinearRegressionTrainer.Train(taxi, new() { L2 = 1e-3 }));
        Reference.Equal([TaxiElasticNet], LinearRegressionTrainer.Train(taxi, new() { L1 = 0.05, L2 = 0.05 }));
    }

    [FactWith("adult.csv")]
    public void IncomesAgreeWithScikitLearn()
    {
        HeldDesign adult = Encode(
            "adult.csv",
            [
                "#age", "#fnlwgt", "#education-num", "#capital-gain", "#capital-loss", "#hours-per-week", "workclass", "education",
                "marital-status", "occupation", "relationship", "ethnicity", "sex", "native-country",
            ],
            "label(IsOver50K)");
        Assert.Equal(108, adult.Width);
        LinearWeights model = LogisticRegressionTrainer.Train(adult, 2, new() { L2 = 1e-3 });
        Assert.True(model.Converged);
        Assert.Equal(0.322460270, model.Objective, 1e-8);
        Assert.Equal(-8.33607, model.Biases[0], 1e-4);
        for (int position = 0; position < AdultNumbers.Length; position++)
            Assert.Equal(AdultNumbers[position], model.Weights[position], 1e-3 * Math.Abs(AdultNumbers[position]));
    }

    [FactWith("optdigits-train.csv")]
    public void DigitsAgreeWithScikitLearn()
    {
        float[][] lines = [.. Lines("optdigits-train.csv").Select(static line => line.Select(Number).ToArray())];
        float[][] pixels = [.. lines.Select(static line => line[..64].Select(static pixel => pixel / 16).ToArray())];
        HeldDesign digits = Designs.Make(pixels, [.. lines.Select(static line => line[64])], rowsPerBlock: 500);
        LinearWeights model = LogisticRegressionTrainer.Train(digits, 10, new() { L2 = 1e-3 });
        Assert.True(model.Converged);
        Assert.Equal(0.265893345, model.Objective, 1e-8);
        Assert.Equal(-2.873626, model.Biases[1], 1e-4);
        for (int position = 0; position < DigitOne.Length; position++)
            Assert.Equal(DigitOne[position], model.Row(1)[position], 1e-4);
    }

    /// <summary>One position per value of a column, in ordinal order, or one for a column of numbers, marked by #.</summary>
    private static HeldDesign Encode(string file, string[] columns, string label)
    {
        string[][] lines = Lines(file);
        string[] header = lines[0];
        lines = lines[1..];
        float[][] rows = [.. lines.Select(static _ => Array.Empty<float>())];
        foreach (string column in columns)
        {
            int index = Array.IndexOf(header, column.TrimStart('#'));
            bool isNumber = column[0] == '#';
            string[] values = isNumber ? [] : [.. lines.Select(line => line[index]).Distinct().Order(StringComparer.Ordinal)];
            for (int row = 0; row < rows.Length; row++)
            {
                string text = lines[row][index];
                IEnumerable<float> encoded = isNumber ? [Number(text)] : values.Select(value => value == text ? 1f : 0f);
                rows[row] = [.. rows[row], .. encoded];
            }
        }

        int labelIndex = Array.IndexOf(header, label);
        return Designs.Make(rows, [.. lines.Select(line => Number(line[labelIndex]))], rowsPerBlock: FeatureBlock.MaxRows);
    }

    private static string[][] Lines(string file) =>
    [
        .. File.ReadLines(TestData.File(file))
            .Where(static line => line.Length > 0)
            .Select(static line => line.Split(',', StringSplitOptions.TrimEntries)),
    ];

    private static float Number(string text) => float.Parse(text, CultureInfo.InvariantCulture);
}
