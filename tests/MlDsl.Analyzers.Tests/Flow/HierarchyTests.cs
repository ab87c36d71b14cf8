using MlDsl.Analyzers.Rules;

namespace MlDsl.Analyzers.Tests.Flow;

/// <summary>What a base class leaves to those that derive from it is known for each of them; what is one of several is looked at one by one.</summary>
public sealed class HierarchyTests
{
    private const string Rows = MlNetTest.Rows + """
        class House { [LoadColumn(0)] public float Rooms { get; set; } [LoadColumn(1)] public float Price { get; set; } }

        """;

    // A field that each class sets to its trainer; the base class fits and scores.
    private const string Course = """
        abstract class TrainerBase<TRow> where TRow : class
        {
            protected readonly MLContext ml = new(7);
            protected DataOperationsCatalog.TrainTestData split;
            protected IEstimator<ITransformer> trainer;
            protected ITransformer fitted;
            public void Fit(string file)
            {
                split = ml.Data.TrainTestSplit(ml.Data.LoadFromTextFile<TRow>(file, ','), 0.3);
                fitted = Features().Append(trainer).Fit(split.TRAIN);
            }
            public double Score() => ml.BinaryClassification.EVALUATE(fitted.Transform(split.TEST), "Tipped").Accuracy;
            private EstimatorChain<ColumnConcatenatingTransformer> Features() => new EstimatorChain<ITransformer>().Append(ml.Transforms.Concatenate("Features", COLUMNS));
        }
        sealed class Calibrated : TrainerBase<Trip> { public Calibrated() => trainer = ml.BinaryClassification.Trainers.FastTree("Tipped"); }
        sealed class Raw : TrainerBase<Trip> { public Raw() { trainer = ml.BinaryClassification.Trainers.LinearSvm("Tipped"); } }
        """;

    private static string CourseWith(string train = "TrainSet", string evaluate = "EvaluateNonCalibrated", string test = "TestSet", string columns = "\"Miles\", \"Seconds\"") =>
        Rows + Course.Replace("TRAIN", train, StringComparison.Ordinal).Replace("EVALUATE", evaluate, StringComparison.Ordinal).Replace("TEST", test, StringComparison.Ordinal).Replace("COLUMNS", columns, StringComparison.Ordinal);

    [Fact]
    public Task FindsTheLabelOfATrainerThatDerivedClassesSet() =>
        MlNetTest.Verify<LabelReachesFeatures>(CourseWith(columns: "\"Miles\", {|MLD1201:\"Tipped\"|}"));

    [Fact]
    public Task FindsATrainerOfOneClassThatGivesNoProbability() =>
        MlNetTest.Verify<ProbabilityFromUncalibratedTrainer>(CourseWith(evaluate: "{|MLD1007:Evaluate|}"));

    [Fact]
    public Task FindsColumnsThatTheRowsOfADerivedClassLack() =>
        MlNetTest.Verify<MissingColumn>(CourseWith(columns: "\"Miles\", {|MLD1001:\"Second\"|}"));

    [Fact]
    public Task FindsTheTrainingSideScored() =>
        MlNetTest.Verify<EvaluatedOnTrainingRows>(CourseWith(test: "TrainSet").Replace("fitted.Transform(split.TrainSet)", "{|MLD1101:fitted.Transform(split.TrainSet)|}", StringComparison.Ordinal));

    [Fact]
    public async Task IsSilentOnTheCleanClass()
    {
        await MlNetTest.Verify<LabelReachesFeatures>(CourseWith());
        await MlNetTest.Verify<ProbabilityFromUncalibratedTrainer>(CourseWith());
        await MlNetTest.Verify<MissingColumn>(CourseWith());
        await MlNetTest.Verify<EvaluatedOnTrainingRows>(CourseWith());
    }

    // The chain of one class and the rows of another never meet.
    [Fact]
    public Task KeepsTheClassesApart() => MlNetTest.Verify<MissingColumn>(Rows + """
        abstract class TrainerBase<TRow>(MLContext ml) where TRow : class
        {
            protected MLContext Ml => ml;
            protected abstract string Label { get; }
            protected abstract IEstimator<ITransformer> Chain();
            public double Run(string path)
            {
                var split = Ml.Data.TrainTestSplit(Ml.Data.LoadFromTextFile<TRow>(path));
                var model = Chain().Append(Trainer()).Fit(split.TrainSet);
                return Ml.Regression.Evaluate(model.Transform(split.TestSet), Label).RSquared;
            }
            protected virtual IEstimator<ITransformer> Trainer() => Ml.Regression.Trainers.FastTree(Label);
        }
        class Trips(MLContext ml) : TrainerBase<Trip>(ml) { protected override string Label => "Fare"; protected override IEstimator<ITransformer> Chain() => Ml.Transforms.Concatenate("Features", "Miles"); }
        class Houses(MLContext ml) : TrainerBase<House>(ml)
        {
            protected override string Label => nameof(House.Price);
            protected override IEstimator<ITransformer> Chain() => Ml.Transforms.Concatenate("Features", "Rooms", {|MLD1001:"Miles"|});
            protected override IEstimator<ITransformer> Trainer() => Ml.Regression.Trainers.Sdca(Label);
        }
        """);

    [Theory]
    [InlineData("private IEstimator<ITransformer> trainer; void A(MLContext ml) => trainer = ml.Regression.Trainers.FastTree(\"Fare\"); void B(MLContext ml) => trainer = ml.Regression.Trainers.Sdca(\"Fare\");", "trainer")]
    [InlineData("private IEstimator<ITransformer> trainer; void A(IEstimator<ITransformer> given) => trainer = given; void B(MLContext ml) => trainer = ml.Regression.Trainers.Sdca(\"Fare\");", "trainer")]
    [InlineData("private IEstimator<ITransformer> trainer = null!; Program(MLContext ml) => trainer = ml.Regression.Trainers.FastTree(\"Fare\");", "trainer")]
    [InlineData("private static IEstimator<ITransformer> Make(MLContext ml, bool fast) => fast ? ml.Regression.Trainers.FastTree(\"Fare\") : ml.Regression.Trainers.Sdca(\"Fare\");", "Make(ml, path == null)")]
    [InlineData("private static IEstimator<ITransformer> Make(MLContext ml, string kind) => kind switch { \"a\" => ml.Regression.Trainers.FastTree(\"Fare\"), \"b\" => ml.Regression.Trainers.Sdca(\"Fare\"), _ => throw new Exception() };", "Make(ml, path)")]
    [InlineData("", "(new IEstimator<ITransformer>[] { ml.Regression.Trainers.FastTree(\"Fare\"), ml.Regression.Trainers.Sdca(\"Fare\") })[path.Length]")]
    [InlineData("", "(ml.Regression.Trainers.FastTree(\"Fare\"), 1).Item1")]
    [InlineData("", "new Dictionary<string, IEstimator<ITransformer>> { [\"a\"] = ml.Regression.Trainers.FastTree(\"Fare\"), [\"b\"] = ml.Regression.Trainers.Sdca(\"Fare\") }[path]")]
    public Task FindsTheLabelForOneOfSeveralTrainers(string members, string trainer) => MlNetTest.Verify<LabelReachesFeatures>($$"""
        {{Rows}}
        class Program
        {
            {{members}}
            void Run(MLContext ml, string path) => ml.Transforms.Concatenate("Features", "Miles", {|MLD1201:"Fare"|}).Append({{trainer}}).Fit(ml.Data.LoadFromTextFile<Trip>(path));
        }
        """);

    [Fact]
    public Task FindsOneOfSeveralTrainersInALoop() => MlNetTest.VerifyBody<ProbabilityFromUncalibratedTrainer>("""
        var split = ml.Data.TrainTestSplit(ml.Data.LoadFromTextFile<Trip>(path));
        var candidates = new (string Name, IEstimator<ITransformer> Trainer)[] { ("tree", ml.BinaryClassification.Trainers.FastTree("Tipped")), ("svm", ml.BinaryClassification.Trainers.LinearSvm("Tipped")) };
        foreach (var (name, trainer) in candidates)
        {
            var model = ml.Transforms.Concatenate("Features", "Miles").Append(trainer).Fit(split.TrainSet);
            Console.WriteLine(name + ml.BinaryClassification.{|MLD1007:Evaluate|}(model.Transform(split.TestSet), "Tipped").Accuracy);
        }
        """);

    // Nobody knows the trainer; what it is evaluated against is its label.
    [Fact]
    public Task FindsTheLabelOfATrainerThatIsNotKnown() => MlNetTest.Verify<LabelReachesFeatures>(Rows + """
        class Program
        {
            static void Run(MLContext ml, string path, IEstimator<ITransformer> trainer)
            {
                var split = ml.Data.TrainTestSplit(ml.Data.LoadFromTextFile<Trip>(path));
                var model = ml.Transforms.Concatenate("Features", "Miles", {|MLD1201:"Fare"|}).Append(trainer).Fit(split.TrainSet);
                Console.WriteLine(ml.Regression.Evaluate(model.Transform(split.TestSet), "Fare").RSquared);
                var clean = ml.Transforms.Concatenate("Features", "Miles").Append(trainer).Fit(split.TrainSet);
                Console.WriteLine(ml.Regression.Evaluate(clean.Transform(split.TestSet), "Fare").RSquared);
            }
        }
        """);

    [Fact]
    public Task FindsWhatIsGivenToTheBaseClass() => MlNetTest.Verify<LabelReachesFeatures>(Rows + """
        abstract class Base
        {
            private readonly IEstimator<ITransformer> trainer;
            protected Base(IEstimator<ITransformer> trainer) => this.trainer = trainer;
            protected void Train(MLContext ml, string path) => ml.Transforms.Concatenate("Features", "Miles", {|MLD1201:"Fare"|}).Append(trainer).Fit(ml.Data.LoadFromTextFile<Trip>(path));
        }
        sealed class Tree : Base { public Tree(MLContext ml) : base(ml.Regression.Trainers.FastTree("Fare")) { } }
        """);

    [Fact]
    public Task FollowsGenericHelpers() => MlNetTest.Verify<MissingColumn>(Rows + """
        class Program
        {
            static IDataView Load<TRow>(MLContext ml, string path) where TRow : class => ml.Data.LoadFromTextFile<TRow>(path);
            static void Run(MLContext ml)
            {
                ml.Transforms.Concatenate("Features", "Miles", {|MLD1001:"Rooms"|}).Fit(Load<Trip>(ml, "t.csv"));
                ml.Transforms.Concatenate("Features", "Rooms").Fit(Load<House>(ml, "h.csv"));
            }
        }
        """);

    // Another object's field is not this one's.
    [Fact]
    public Task DoesNotTakeAnotherObjectsFieldForThisOnes() => MlNetTest.Verify<EvaluatedOnTrainingRows>(Rows + """
        class Job
        {
            private readonly Job other;
            private IDataView rows;
            Job(Job other) => this.other = other;
            void Set(IDataView given) => rows = given;
            void Run(MLContext ml)
            {
                rows = ml.Data.LoadFromTextFile<Trip>("a.csv");
                var model = ml.Transforms.Concatenate("Features", "Miles").Append(ml.Regression.Trainers.FastTree("Fare")).Fit(rows);
                Console.WriteLine(ml.Regression.Evaluate(model.Transform(other.rows), "Fare").RSquared);
            }
        }
        """);
}
