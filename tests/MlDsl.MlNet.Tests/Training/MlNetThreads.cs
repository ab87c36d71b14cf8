using System.Reflection;
using Microsoft.ML.Trainers.FastTree;

namespace MlDsl.MlNet.Tests;

/// <summary>How many threads ML.NET's trees take, which is what the first training of a process asked for; told anew for tests.</summary>
internal static class MlNetThreads
{
    public static void Set(int threads)
    {
        const BindingFlags Static = BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic;
        Named("ThreadTaskManager").GetProperty("NumThreads", Static)!.SetValue(null, threads);
        Named("BlockingThreadPool").GetField("_numThreads", Static)!.SetValue(null, threads);
    }

    private static Type Named(string name) => typeof(FastTreeRegressionTrainer).Assembly.GetType($"Microsoft.ML.Trainers.FastTree.{name}", throwOnError: true)!;
}
