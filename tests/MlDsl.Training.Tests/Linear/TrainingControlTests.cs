namespace MlDsl.Training.Tests;

public class TrainingControlTests
{
    public static TheoryData<Func<TrainingControl, LinearWeights>> Trainings =>
    [
        static control => LinearRegressionTrainer.Train(Formula.Tall(Formula.Score), null, control),
        static control => LinearRegressionTrainer.Train(Formula.Tall(Formula.Score), new() { L1 = 0.01 }, control),
        static control => LogisticRegressionTrainer.Train(Formula.Tall(Formula.Binary), 2, null, control),
        static control => LogisticRegressionTrainer.Train(
            Formula.Tall(Formula.Three), 3, new() { ClassWeights = ClassWeights.Balanced }, control),
        static control => LogisticRegressionTrainer.Train(Formula.Tall(Formula.Binary), 2, new() { L1 = 0.01 }, control),
        static control => PoissonRegressionTrainer.Train(Formula.Tall(Formula.Count), null, control),
    ];

    [Theory]
    [MemberData(nameof(Trainings))]
    public void TheNumberOfThreadsChangesNoBit(Func<TrainingControl, LinearWeights> train)
    {
        LinearWeights one = train(new TrainingControl { Threads = 1 });
        foreach (int threads in new[] { 2, 8, 64, 0 })
        {
            LinearWeights many = train(new TrainingControl { Threads = threads });
            Assert.Equal(one.Weights.ToArray(), many.Weights.ToArray());
            Assert.Equal(one.Biases.ToArray(), many.Biases.ToArray());
            Assert.Equal(BitConverter.DoubleToInt64Bits(one.Objective), BitConverter.DoubleToInt64Bits(many.Objective));
        }
    }

    [Theory]
    [MemberData(nameof(Trainings))]
    public void ProgressTellsEveryIteration(Func<TrainingControl, LinearWeights> train)
    {
        var reports = new Reports();
        LinearWeights model = train(new TrainingControl { Progress = reports });
        Assert.True(model.Converged);
        Assert.Equal(model.Iterations, reports[^1].Iteration);
        Assert.Equal(model.Objective, reports[^1].Objective);
        Assert.InRange(reports[^1].GradientNorm, 0, 1e-6);
        for (int index = 1; index < reports.Count; index++)
        {
            Assert.True(reports[index].Objective <= reports[index - 1].Objective * (1 + 1e-12));
            Assert.True(reports[index].Passes >= reports[index - 1].Passes);
        }
    }

    [Fact]
    public void TooFewIterationsAreToldNotHidden()
    {
        LinearWeights model = LogisticRegressionTrainer.Train(Formula.Design(Formula.Binary), 2, new() { MaxIterations = 2 });
        Assert.False(model.Converged);
        Assert.Equal(2, model.Iterations);
    }

    [Theory]
    [MemberData(nameof(Trainings))]
    public void CancellationStopsTheTraining(Func<TrainingControl, LinearWeights> train)
    {
        foreach (int threads in new[] { 1, 8 })
        {
            using var source = new CancellationTokenSource();
            source.Cancel();
            var control = new TrainingControl { Threads = threads, Cancellation = source.Token };
            Assert.ThrowsAny<OperationCanceledException>(() => train(control));
        }
    }

    [Fact]
    public void CancellationStopsBetweenIterations()
    {
        using var source = new CancellationTokenSource();
        var reports = new Reports { Then = () => source.Cancel() };
        var control = new TrainingControl { Progress = reports, Cancellation = source.Token };
        Assert.ThrowsAny<OperationCanceledException>(() => PoissonRegressionTrainer.Train(Formula.Design(Formula.Count), null, control));
        Assert.Single(reports);
    }

    private sealed class Reports : List<TrainingProgress>, IProgress<TrainingProgress>
    {
        public Action? Then { get; init; }

        public void Report(TrainingProgress value)
        {
            Add(value);
            Then?.Invoke();
        }
    }
}
