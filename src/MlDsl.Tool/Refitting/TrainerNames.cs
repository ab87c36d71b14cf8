using System.Globalization;
using System.Reflection;
using MlDsl.Training;

namespace MlDsl.Tool.Refitting;

/// <summary>Trainers by the names that files have of them, with their options as texts.</summary>
internal static class TrainerNames
{
    // Each assembly whose trainers the tool can run.
    private static readonly Dictionary<string, Type> Known = new[] { typeof(LinearRegressionOptions), typeof(LightGbmOptions), typeof(XGBoostOptions) }
        .SelectMany(static each => each.Assembly.GetExportedTypes())
        .Where(static type => type.IsSubclassOf(typeof(TrainerOptions)) && !type.IsAbstract)
        .ToDictionary(static type => ((TrainerOptions)Activator.CreateInstance(type)!).Trainer, StringComparer.Ordinal);

    /// <summary>A trainer with options of its own; those that are not named are its defaults.</summary>
    /// <param name="trainer">Its name, such as LinearRegression.</param>
    /// <param name="options">Options by name, as a file has them.</param>
    /// <exception cref="ToolException">There is no such trainer, it has no such option, or refuses the value.</exception>
    public static TrainerOptions Of(string trainer, IEnumerable<KeyValuePair<string, string>> options)
    {
        if (!Known.TryGetValue(trainer, out Type? type))
            throw new ToolException($"the trainer '{trainer}' is none that the tool runs ({string.Join(", ", Known.Keys.Order(StringComparer.Ordinal))}); fit with the project that has it, as 'rebuild --project' does");
        var made = (TrainerOptions)Activator.CreateInstance(type)!;
        foreach (var (name, text) in options) Set(made, name, text);
        return made;
    }

    /// <summary>The same trainer with another value of an option.</summary>
    /// <exception cref="ToolException">It has no such option.</exception>
    /// <exception cref="ArgumentException">It refuses the value.</exception>
    public static TrainerOptions With(TrainerOptions trainer, string name, object value)
    {
        PropertyInfo option = Option(trainer, name);
        // A record copies itself, whatever its type.
        var copy = (TrainerOptions)trainer.GetType().GetMethod("<Clone>$")!.Invoke(trainer, null)!;
        Assign(copy, option, value);
        return copy;
    }

    /// <summary>The type of an option's values.</summary>
    /// <exception cref="ToolException">The trainer has no such option.</exception>
    public static Type TypeOf(TrainerOptions trainer, string name) => Option(trainer, name).PropertyType;

    /// <summary>A value of an option as its text tells it.</summary>
    /// <exception cref="ToolException">The text is none of the option's type.</exception>
    public static object Value(TrainerOptions trainer, string name, string text)
    {
        Type type = TypeOf(trainer, name);
        try
        {
            return type.IsEnum ? Enum.Parse(type, text) : Convert.ChangeType(text, type, CultureInfo.InvariantCulture);
        }
        catch (Exception problem) when (problem is FormatException or OverflowException or ArgumentException or InvalidCastException)
        {
            string wanted = type.IsEnum ? string.Join(", ", Enum.GetNames(type)) : type == typeof(bool) ? "true or false" : type == typeof(string) ? "a text" : type == typeof(double) ? "a number" : "a whole number";
            throw new ToolException($"'{text}' is no value of {trainer.Trainer}'s {name}, which is {wanted}");
        }
    }

    private static PropertyInfo Option(TrainerOptions trainer, string name)
    {
        IReadOnlyDictionary<string, string> described = OptionWriter.Describe(trainer);
        return described.ContainsKey(name) && trainer.GetType().GetProperty(name) is { CanWrite: true } option
            ? option
            : throw new ToolException($"{trainer.Trainer} has no option '{name}'; it has {string.Join(", ", described.Keys)}");
    }

    private static void Set(TrainerOptions made, string name, string text)
    {
        try
        {
            Assign(made, Option(made, name), Value(made, name, text));
        }
        catch (ArgumentException problem)
        {
            throw new ToolException($"{made.Trainer} refuses {name} = {text}: {problem.Message}");
        }
    }

    private static void Assign(TrainerOptions trainer, PropertyInfo option, object value)
    {
        try
        {
            option.SetValue(trainer, value);
        }
        catch (TargetInvocationException problem) when (problem.InnerException is ArgumentException refused)
        {
            throw refused;
        }
    }
}
