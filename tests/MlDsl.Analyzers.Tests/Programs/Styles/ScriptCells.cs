using Microsoft.ML;
using Microsoft.ML.Data;
using static System.Console;

#region load
var mlContext = new MLContext(seed: 1);
IDataView df = mlContext.Data.LoadFromTextFile<Flat>("flats.csv", hasHeader: true, separatorChar: ',');
WriteLine(df.Schema.Count);
#endregion

#region look
var preview = df.Preview(maxRows: 5);
foreach (var row in preview.RowView) WriteLine(string.Join(" | ", row.Values.Select(v => $"{v.Key}={v.Value}")));
#endregion

#region prepare
df = mlContext.Data.FilterRowsByColumn(df, nameof(Flat.Rent), lowerBound: 100, upperBound: 20_000);
var (train, test) = Halves(mlContext.Data.TrainTestSplit(/*MLD1501:*/df/*=> mlContext.Transforms.NormalizeMeanVariance(nameof(Flat.Rooms)).Fit(df).Transform(df)*/, testFraction: 0.2));
var pipe = mlContext.Transforms.Categorical.OneHotEncoding(/*MLD1001:*/nameof(Flat.District)/*=> "Quarter"*/)
    .Append(mlContext.Transforms.ReplaceMissingValues(nameof(Flat.Rooms)))
    .Append(mlContext.Transforms.Concatenate("Features", nameof(Flat.District), nameof(Flat.Rooms), nameof(Flat.Area)/*MLD1201:*//*=> , nameof(Flat.Rent)*/));
#endregion

#region train
var lgb = pipe.Append(mlContext.Regression.Trainers.LightGbm(labelColumnName: /*MLD1001:*/"Rent"/*=> "rent"*/, numberOfLeaves: 31));
var ft = pipe.Append(mlContext.Regression.Trainers.FastTree(labelColumnName: "Rent", featureColumnName: "Features"));
var m1 = lgb.Fit(/*MLD1102:*/train/*=> test*/);
var m2 = ft.Fit(train);
#endregion

#region score
var s1 = mlContext.Regression.Evaluate(m1.Transform(/*MLD1101:*/test/*=> train*/), labelColumnName: "Rent");
var s2 = mlContext.Regression.Evaluate(m2.Transform(test), labelColumnName: "Rent", scoreColumnName: "Score");
WriteLine($"{s1.RSquared} {s2.RSquared}");
var cv = mlContext.Regression.CrossValidate(/*MLD1502:*/train/*=> mlContext.Transforms.NormalizeMinMax("Area").Fit(train).Transform(train)*/, lgb, numberOfFolds: 5, labelColumnName: "Rent");
WriteLine(cv.Average(f => f.Metrics.RSquared));
/*MLD1603:*//*=> WriteLine(cv.Max(f => f.Metrics.RSquared));*/
#endregion

#region ship
mlContext.Model.Save(m1, /*MLD1015:*/df.Schema/*=> null*/, "flats.zip");
#endregion

static (IDataView, IDataView) Halves(DataOperationsCatalog.TrainTestData data) => (data.TrainSet, data.TestSet);

class Flat
{
    [LoadColumn(0)] public string District { get; set; } = "";
    [LoadColumn(1)] public float Rooms { get; set; }
    [LoadColumn(2)] public float Area { get; set; }
    [LoadColumn(3)] public /*MLD1004:*/float/*=> int*/ Rent { get; set; }
}
