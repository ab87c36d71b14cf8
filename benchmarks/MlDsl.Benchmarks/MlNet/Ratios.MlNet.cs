using System.Reflection;
using Microsoft.ML;
using MlDsl.Benchmarks.MlNet;
using MlDsl.Benchmarks.Models;

namespace MlDsl.Benchmarks;

internal static partial class Ratios
{
    private const int MlNetRows = 4096;

    /// <summary>Measures models that ML.NET saved, compiled, beside its <c>PredictionEngine</c>.</summary>
    public static void PrintMlNet()
    {
        MlNetTrip[] trips = MlNetTrip.Make(MlNetRows, seed: 2);
        PairTrips("trees100", MlNetTrees100.Load(), trips);
        PairTrips("trees500", MlNetTrees500.Load(), trips);
        PairTrips("linear", MlNetLinear.Load(), trips);
        using var text = new MlNetPeer<MlNetReview, MlNetOpinion, MlNetText, CompiledOpinion>(
            Engine<MlNetReview, MlNetOpinion>("text"), MlNetText.Load(), MlNetReview.Make(MlNetRows, seed: 2), static answer => answer.Probability, static answer => answer.Probability);
        Pair("mlnet.text.engine", text.ByEngine, text.Compiled);
    }

    private static void PairTrips<TCompiled>(string name, TCompiled compiled, MlNetTrip[] trips) where TCompiled : IScorer<MlNetTrip, CompiledFare>, IDisposable
    {
        using var peer = new MlNetPeer<MlNetTrip, MlNetFare, TCompiled, CompiledFare>(
            Engine<MlNetTrip, MlNetFare>(name), compiled, trips, static answer => answer.Score, static answer => answer.Score);
        Pair($"mlnet.{name}.engine", peer.ByEngine, peer.Compiled);
    }

    private static PredictionEngine<TInput, TOutput> Engine<TInput, TOutput>(string name) where TInput : class where TOutput : class, new()
    {
        var context = new MLContext(seed: 1);
        return context.Model.CreatePredictionEngine<TInput, TOutput>(context.Model.Load(Path.Combine(ModelFolder, $"mlnet-{name}.zip"), out _));
    }

    private static string ModelFolder => typeof(Ratios).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().First(static data => data.Key == "BenchmarkModels").Value!;
}
