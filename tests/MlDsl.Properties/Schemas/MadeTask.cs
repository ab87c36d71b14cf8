namespace MlDsl.Properties.Schemas;

/// <summary>A made-up label with a task and a trainer.</summary>
/// <param name="Label">The label's type in C#.</param>
/// <param name="Role">The attribute that makes it one.</param>
/// <param name="Task">The task.</param>
/// <param name="Trainer">The trainer's attribute; empty for the task's own.</param>
/// <param name="Classes">The labels in C#, where they are classes; empty for numbers.</param>
internal sealed record MadeTask(string Label, string Role, string Task, string Trainer, IReadOnlyList<string> Classes)
{
    private static readonly (string Type, string[] Classes)[] Kinds =
    [
        ("string", ["\"stays\"", "\"leaves\"", "\"7\"", "\"für\""]),
        ("Color", ["Color.Red", "Color.Green", "Color.Blue", "Color.@checked"]),
        ("int", ["-1", "5", "70", "0"]),
        ("byte", ["1", "0", "200", "3"]),
        ("long", ["9007199254740993", "-3", "0", "12"]),
        ("ulong", ["18446744073709551615", "1", "2", "3"]),
        ("Signed", ["Signed.Middle", "Signed.High", "Signed.Low"]),
        ("sbyte", ["-128", "127", "0"]),
        ("uint", ["4294967295", "7", "0", "12"]),
    ];

    /// <summary>Whether labels are counts, whose logarithm is learned.</summary>
    public bool IsPoisson { get; init; } = Trainer.Contains("Poisson", StringComparison.Ordinal);

    /// <summary>Whether rows have no label at all.</summary>
    public bool IsUnlabeled { get; init; }

    /// <summary>Whether the trainer learns quantiles of these columns.</summary>
    public bool LearnsQuantiles { get; init; }

    public static MadeTask Make(Random random)
    {
        switch (random.Next(3))
        {
            case 0:
                bool isPoisson = random.Next(3) == 0;
                string number = new[] { "float", "double", "int", "decimal", "System.Half" }[random.Next(5)];
                if (number == "int" && !isPoisson && random.Next(2) == 0) return new(number, "[Label]", "Ranking", Ranked(random), []);
                return new(number, "[Label]", "Regression", Written(random, isPoisson ? "PoissonRegression" : "LinearRegression", isPoisson), []) { LearnsQuantiles = !isPoisson };
            case 1:
                string logistic = Written(random, "LogisticRegression", false, ClassWeights(random));
                if (random.Next(3) == 0) return new("bool", "[Label]", "BinaryClassification", logistic, ["true", "false"]);
                (string type, string[] two) = Kinds[random.Next(Kinds.Length)];
                string negative = random.Next(2) == 0 ? $", Negative = {Text(two[1])}" : "";
                return new(type, $"[Label(Positive = {Text(two[0])}{negative})]", "BinaryClassification", logistic, two[..2]);
            default:
                (string label, string[] classes) = Kinds[random.Next(Kinds.Length)];
                return new(label, "[Label]", "MulticlassClassification", Written(random, "LogisticRegression", false, ClassWeights(random)), classes[..random.Next(2, classes.Length + 1)]);
        }
    }

    /// <summary>The same with boosted trees for a trainer.</summary>
    /// <param name="random">Draws the options.</param>
    /// <param name="holdsBack">Whether rows may be held back to stop by.</param>
    /// <param name="isMonotone">Whether a column may not lower predictions, or not raise them.</param>
    public MadeTask Boosted(Random random, bool holdsBack, bool isMonotone)
    {
        List<string> options = [FormattableString.Invariant($"Trees = {random.Next(1, 12)}, Leaves = {random.Next(2, 20)}, MinRows = {random.Next(1, 10)}, Seed = {random.Next(9)}")];
        if (random.Next(3) == 0) options.Add(FormattableString.Invariant($"LearningRate = {random.Next(1, 9) / 10.0}"));
        if (random.Next(4) == 0) options.Add("RowShare = 0.7");
        if (random.Next(4) == 0) options.Add($"Bins = {random.Next(4, 40)}");
        string[] losses = IsPoisson ? ["Poisson", "Tweedie"] : isMonotone ? ["Squared", "Huber"] : ["Squared", "Absolute", "Huber", "Quantile"];
        switch (Task)
        {
            case "Regression": options.Add($"Loss = LightGbmLoss.{losses[random.Next(losses.Length)]}"); break;
            case "Ranking": options.Add($"RankingLoss = LightGbmRankingLoss.{(random.Next(2) == 0 ? "LambdaRank" : "CrossEntropy")}"); break;
            default: if (random.Next(3) == 0) options.Add("ClassWeights = ClassWeights.Balanced"); break;
        }
        if (holdsBack && random.Next(4) == 0) options.Add($"EarlyStopping = {random.Next(2, 6)}, HeldShare = 0.3");
        // Trees that are averaged have no first ones to stop at.
        else if (random.Next(4) == 0 && options.Contains("RowShare = 0.7")) options.Add("Boosting = LightGbmBoosting.RandomForest");
        return this with { Trainer = $"[LightGbm({string.Join(", ", options)})]", IsPoisson = IsPoisson, LearnsQuantiles = !isMonotone && !options.Contains("Boosting = LightGbmBoosting.RandomForest") };
    }

    /// <summary>The same with a trainer of ML.NET, where one learns the task.</summary>
    /// <param name="random">Draws the trainer and its options.</param>
    /// <param name="holdsBack">Whether rows may be held back to stop by.</param>
    /// <param name="isWeighted">Whether rows have weights, which not every trainer knows.</param>
    public MadeTask ByMlNet(Random random, bool holdsBack, bool isWeighted)
    {
        string[] trainers = Task switch
        {
            "Ranking" => ["FastTree"],
            "MulticlassClassification" => ["Sdca"],
            _ when isWeighted => ["FastTree", "FastForest", "Sdca"],
            "Regression" => ["FastTree", "FastForest", "Gam", "Sdca"],
            _ => ["FastTree", "FastForest", "Gam", "AveragedPerceptron", "Sdca"],
        };
        string trainer = trainers[random.Next(trainers.Length)];
        List<string> options = trainer switch
        {
            "Gam" => [FormattableString.Invariant($"Iterations = {random.Next(5, 60)}, LearningRate = 0.1, MinRows = {random.Next(1, 10)}, Bins = {random.Next(4, 80)}")],
            "Sdca" => [FormattableString.Invariant($"L2 = {random.Next(1, 20) / 100.0}, MaxIterations = {random.Next(1, 8)}, Seed = {random.Next(9)}")],
            "AveragedPerceptron" => [FormattableString.Invariant($"Iterations = {random.Next(1, 5)}, LearningRate = 0.01, Seed = {random.Next(9)}")],
            _ => [FormattableString.Invariant($"Trees = {random.Next(1, 12)}, Leaves = {random.Next(2, 20)}, MinRows = {random.Next(1, 10)}, Seed = {random.Next(9)}")],
        };
        if (holdsBack && trainer == "FastTree" && random.Next(4) == 0) options.Add($"EarlyStopping = {random.Next(2, 6)}, HeldShare = 0.3");
        if (holdsBack && trainer == "Gam" && random.Next(4) == 0) options.Add("Prune = true, HeldShare = 0.3");
        if (Classes.Count > 0 && trainer is not ("Gam" or "AveragedPerceptron") && random.Next(3) == 0) options.Add("ClassWeights = ClassWeights.Balanced");
        return this with { Trainer = $"[{trainer}({string.Join(", ", options)})]", IsPoisson = IsPoisson, LearnsQuantiles = false };
    }

    /// <summary>The same with factors for a trainer.</summary>
    /// <param name="random">Draws the options.</param>
    public MadeTask Factored(Random random) => this with
    {
        Trainer = FormattableString.Invariant($"[FieldAwareFactorizationMachine(Iterations = {random.Next(1, 5)}, Factors = {random.Next(8, 20)}, Normalize = {(random.Next(2) == 0 ? "true" : "false")}, Seed = {random.Next(9)})]"),
    };

    /// <summary>A calibration of classes, or intervals of numbers.</summary>
    public string MakeStep(Random random)
    {
        string share = random.Next(3) switch { 0 => ", Share = 0.35", 1 => ", Share = 0.5", _ => "" };
        if (Classes.Count > 0) return $"[Calibrate(Calibration.{Enum.GetNames<Calibration>()[random.Next(4)]}{share})]";
        if (LearnsQuantiles && random.Next(2) == 0) return $"[Intervals({(random.Next(2) == 0 ? "0.9" : "0.5")}, Width = IntervalWidth.Quantiles{share})]";
        return $"[Intervals({(random.Next(2) == 0 ? "0.9" : "0.5")}{(random.Next(2) == 0 ? ", Width = IntervalWidth.ByPrediction" : "")}{share})]";
    }

    private static string Written(Random random, string name, bool isNeeded, string more = "")
    {
        if (!isNeeded && random.Next(3) == 0) return "";
        List<string> options = [];
        if (isNeeded || random.Next(2) == 0) options.Add(FormattableString.Invariant($"L2 = {(isNeeded ? 0.1 : random.Next(0, 20) / 100.0)}"));
        if (random.Next(3) == 0) options.Add(FormattableString.Invariant($"L1 = {random.Next(0, 10) / 1000.0}"));
        if (random.Next(4) == 0) options.Add("FitIntercept = false");
        if (random.Next(2) == 0) options.Add($"MaxIterations = {random.Next(3, 60)}");
        if (random.Next(3) == 0) options.Add("Tolerance = 1e-3");
        if (more.Length > 0) options.Add(more);
        return $"[{name}({string.Join(", ", options)})]";
    }

    private static string Ranked(Random random) => random.Next(3) == 0
        ? ""
        : FormattableString.Invariant($"[LinearRanking(L2 = {random.Next(1, 20) / 100.0}, L1 = {random.Next(0, 5) / 1000.0}, MaxPairs = {random.Next(5, 500)}, MaxIterations = {random.Next(3, 60)})]");

    private static string ClassWeights(Random random) => random.Next(2) == 0 ? "ClassWeights = ClassWeights.Balanced" : "";

    private static string Text(string code) => code[0] == '"' ? code : $"\"{code[(code.IndexOf('.', StringComparison.Ordinal) + 1)..].TrimStart('@')}\"";
}
