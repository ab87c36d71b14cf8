namespace MlDsl.Training;

/// <summary>The tasks' names in files. The first versions wrote the name of the model's base class, with the number of its type parameters.</summary>
internal static class TaskNames
{
    /// <summary>The task that <paramref name="text"/>, from a file, names.</summary>
    public static string Read(string text) => text.Split('`')[0] switch
    {
        "RegressionModel" => "Regression",
        "BinaryModel" => "BinaryClassification",
        "MulticlassModel" => "MulticlassClassification",
        _ => text,
    };
}
