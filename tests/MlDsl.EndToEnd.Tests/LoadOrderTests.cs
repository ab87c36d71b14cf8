using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.Loader;
using MlDsl.EndToEnd.Tests.Rows;

namespace MlDsl.EndToEnd.Tests;

/// <summary>Models are fitted whichever types a program has met before: here metrics, before any model, in assemblies that are loaded anew.</summary>
public sealed class LoadOrderTests
{
    private const BindingFlags Own = BindingFlags.Static | BindingFlags.NonPublic;

    [Theory]
    [InlineData(nameof(MulticlassMetrics), nameof(FitClasses))]
    [InlineData(nameof(BinaryMetrics), nameof(FitAnswers))]
    [InlineData(nameof(RegressionMetrics), nameof(FitTrips))]
    public void MetricsComeBeforeTheModel(string metrics, string fit)
    {
        var context = new Anew();
        try
        {
            RuntimeHelpers.GetUninitializedObject(context.LoadFromAssemblyName(typeof(MulticlassMetrics).Assembly.GetName()).GetType("MlDsl." + metrics)!);
            Type own = context.LoadFromAssemblyName(typeof(LoadOrderTests).Assembly.GetName()).GetType(typeof(LoadOrderTests).FullName!)!;
            Assert.NotSame(typeof(LoadOrderTests), own);
            Assert.Equal(60L, own.GetMethod(fit, Own)!.Invoke(null, null));
        }
        finally
        {
            context.Unload();
        }
    }

    internal static long FitClasses() => IrisModel.Fit(Dataset<Iris>.FromRows(Enumerable.Range(0, 60).Select(static i => new Iris
    {
        SepalLength = i % 5,
        SepalWidth = i % 3,
        PetalLength = i % 4,
        PetalWidth = i % 6,
        Species = (Species)(i % 3),
    })).SplitRandom(validation: 0, test: 0, seed: 1).Train).Card.Rows;

    internal static long FitAnswers() => AnswerModel.Fit(Dataset<Answer>.FromRows(Enumerable.Range(0, 60).Select(static i => new Answer { X = i % 7, Said = i % 7 > 3 ? "yes" : "no" }))
        .SplitRandom(validation: 0, test: 0, seed: 1).Train).Card.Rows;

    internal static long FitTrips() => TripModel.Fit(Dataset<Trip>.FromRows(Enumerable.Range(0, 60).Select(static i => new Trip
    {
        Vendor = "v",
        RateCode = "1",
        Passengers = i % 3,
        Seconds = i,
        Miles = i % 9,
        Payment = i % 2 == 0 ? "CRD" : "CSH",
        Fare = i % 11,
    })).SplitRandom(validation: 0, test: 0, seed: 1).Train).Card.Rows;

    /// <summary>The library's assemblies and this one, apart from those that other tests have used.</summary>
    private sealed class Anew() : AssemblyLoadContext("anew", isCollectible: true)
    {
        protected override Assembly? Load(AssemblyName name)
        {
            string path = Path.Combine(AppContext.BaseDirectory, name.Name + ".dll");
            return name.Name!.StartsWith("MlDsl", StringComparison.Ordinal) && File.Exists(path) ? LoadFromAssemblyPath(path) : null;
        }
    }
}
