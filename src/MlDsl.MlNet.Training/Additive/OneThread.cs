using System.Reflection;
using Microsoft.ML.Trainers.FastTree;

namespace MlDsl.MlNet;

/// <summary>
/// Lets ML.NET train an additive model on one thread. How many its trees take is kept for the whole process, whatever later trainings ask for, and an additive model
/// sums up means in the order in which threads come by, so that by several the last bits are other ones each time.
/// </summary>
/// <remarks>Meanwhile no other training of trees goes on: ML.NET's own lock, which each of them takes, is held.</remarks>
internal static class OneThread
{
    private const BindingFlags Static = BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic;

    private static readonly object TrainLock = Field("FastTreeShared", "TrainLock").GetValue(null)!;
    private static readonly PropertyInfo Tasks = Named("ThreadTaskManager").GetProperty("NumThreads", Static) ?? throw Unknown("ThreadTaskManager.NumThreads");
    private static readonly FieldInfo Pool = Field("BlockingThreadPool", "_numThreads");

    // How often it is looked whether the training shall still begin, in milliseconds.
    private const int Wait = 50;

    /// <summary>Trains, once no other training of trees does.</summary>
    /// <exception cref="OperationCanceledException">It was cancelled before it could begin.</exception>
    /// <exception cref="MissingMemberException">This version of ML.NET keeps the number elsewhere.</exception>
    public static T Run<T>(Func<T> train, CancellationToken cancellation)
    {
        while (!Monitor.TryEnter(TrainLock, Wait)) cancellation.ThrowIfCancellationRequested();
        var (tasks, pool) = (Tasks.GetValue(null), Pool.GetValue(null));
        try
        {
            Set(1, 1);
            return train();
        }
        finally
        {
            Set(tasks, pool);
            Monitor.Exit(TrainLock);
        }
    }

    private static void Set(object? tasks, object? pool)
    {
        Tasks.SetValue(null, tasks);
        Pool.SetValue(null, pool);
    }

    private static FieldInfo Field(string type, string name) => Named(type).GetField(name, Static) ?? throw Unknown($"{type}.{name}");

    private static Type Named(string name) => typeof(GamRegressionTrainer).Assembly.GetType($"Microsoft.ML.Trainers.FastTree.{name}") ?? throw Unknown(name);

    private static MissingMemberException Unknown(string name) =>
        new($"Microsoft.ML.FastTree {typeof(GamRegressionTrainer).Assembly.GetName().Version} has no {name}; use the version that MlDsl.MlNet.Training asks for");
}
