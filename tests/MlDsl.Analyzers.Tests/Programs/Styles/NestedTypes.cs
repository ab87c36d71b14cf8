using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace Brewery
{
    /// <summary>Everything about bitterness in one class.</summary>
    public static class Bitterness
    {
        private static readonly MLContext ML = new MLContext(seed: 5);
        private static readonly TextLoader.Options Format = new TextLoader.Options { Separators = new[] { ';' }, HasHeader = true };

        private class Brew
        {
            [LoadColumn(0)] public string Hop;
            [LoadColumn(1)] public float Minutes;
            [LoadColumn(2)] public float Grams;
            [LoadColumn(3)] public /*MLD1004:*/float/*=> double*/ Ibu;
        }

        private class Answer
        {
            [ColumnName(/*MLD1009:*/"Score"/*=> "Result"*/)] public float Ibu;
        }

        private static class Column
        {
            public const string Label = nameof(Brew.Ibu);
            public const string Features = "Features";
            public static IEnumerable<string> Numbers { get { yield return nameof(Brew.Minutes); yield return /*MLD1001:*/nameof(Brew.Grams)/*=> "Weight"*/; } }
        }

        public class Result
        {
            public double Error { get; private set; }
            public Func<string, float, float, float> Ask { get; private set; }

            internal static Result Of(ITransformer model, double error) => new Result
            {
                Error = error,
                Ask = Asker(model),
            };

            private static Func<string, float, float, float> Asker(ITransformer model)
            {
                PredictionEngine<Brew, Answer> engine = ML.Model.CreatePredictionEngine<Brew, Answer>(model);
                return (hop, minutes, grams) => engine.Predict(new Brew { Hop = hop, Minutes = minutes, Grams = grams }).Ibu;
            }
        }

        public static Result Learn(DirectoryInfo folder)
        {
            string train = Path.Combine(folder.FullName, "train.csv"), test = Path.Combine(folder.FullName, /*MLD1103:*/"test.csv"/*=> "train.csv"*/);
            IDataView known = ML.Data.LoadFromTextFile<Brew>(train, Format), unknown = ML.Data.LoadFromTextFile<Brew>(test, Format);

            var chain = ML.Transforms.Categorical.OneHotEncoding("HopCode", /*MLD1001:*/nameof(Brew.Hop)/*=> "Hops"*/)
                .Append(ML.Transforms.Concatenate(Column.Features, Column.Numbers.Append("HopCode").ToArray()/*MLD1201:*//*=> .Append(Column.Label).ToArray()*/))
                .Append(ML.Transforms.NormalizeMeanVariance(/*MLD1001:*/Column.Features/*=> "Feature"*/))
                .Append(ML.Regression.Trainers.OnlineGradientDescent(labelColumnName: /*MLD1001:*/Column.Label/*=> "IBU"*/));

            ITransformer model = chain.Fit(/*MLD1101:*/known/*=> unknown*/);
            RegressionMetrics metrics = ML.Regression.Evaluate(model.Transform(/*MLD1101:*/unknown/*=> known*/), labelColumnName: /*MLD1006:*/Column.Label/*=> nameof(Brew.Minutes)*/);
            ML.Model.Save(model, /*MLD1015:*/known.Schema/*=> null*/, Path.Combine(folder.FullName, "ibu.zip"));
            return Result.Of(model, metrics.RootMeanSquaredError);
        }

        public static void Main() => Console.WriteLine(Learn(new DirectoryInfo(".")) is { Error: var error } result ? $"{error:F1}: {result.Ask("Saaz", 60, 28):F0} IBU" : "");
    }
}
