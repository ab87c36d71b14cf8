using MlDsl.Testing;
using MlDsl.Training;

namespace MlDsl.MlNet.Tests;

/// <summary>Trainings by other numbers of threads. ML.NET keeps the number for the whole process, so that nothing else may train meanwhile.</summary>
[Collection(Alone.Name)]
public sealed class ThreadCountTests
{
    public static TheoryData<TrainerOptions, TargetKind> Trainers => new()
    {
        { new FastTreeOptions { Trees = 40, Seed = 7, RowShare = 0.7, BranchColumnShare = 0.7 }, TargetKind.TwoClasses },
        { new FastTreeOptions { Trees = 40, Seed = 7 }, TargetKind.Value },
        { new FastForestOptions { Trees = 40, Seed = 7 }, TargetKind.Value },
        { new FastForestOptions { Trees = 40, Seed = 7 }, TargetKind.TwoClasses },
        { new GamOptions { Iterations = 50, LearningRate = 0.1 }, TargetKind.Value },
        { new GamOptions { Iterations = 50, LearningRate = 0.1 }, TargetKind.TwoClasses },
        { new AveragedPerceptronOptions { Seed = 7 }, TargetKind.TwoClasses },
        { new FieldAwareFactorizationMachineOptions { Seed = 7 }, TargetKind.TwoClasses },
        { new SdcaOptions { Seed = 7 }, TargetKind.TwoClasses },
    };

    [Theory]
    [MemberData(nameof(Trainers))]
    public void ThreadsChangeNoByte(TrainerOptions options, TargetKind target)
    {
        MadeRows rows = MadeRows.Make(4000, 3, target, isWeighted: options is not (AveragedPerceptronOptions or FieldAwareFactorizationMachineOptions or GamOptions));
        byte[][] files = [.. new[] { 1, 4, 3, 2 }.Select(threads =>
        {
            MlNetThreads.Set(threads);
            return FastTreeTests.Bytes(options.Train(rows.Problem(target), new TrainingControl { Threads = threads }).Predictor);
        })];
        Assert.All(files, file => Assert.Equal(files[0], file));
    }

    [Fact]
    public void SeedsChangeWhatIsDrawn()
    {
        MadeRows rows = MadeRows.Make(1000, 3, TargetKind.Value);
        var options = new FastTreeOptions { Trees = 10, Seed = 7, RowShare = 0.7 };
        byte[] Trained(FastTreeOptions by) => FastTreeTests.Bytes(by.Train(rows.Problem(TargetKind.Value), new TrainingControl()).Predictor);
        Assert.Equal(Trained(options), Trained(options));
        Assert.NotEqual(Trained(options), Trained(options with { Seed = 8 }));
    }
}
