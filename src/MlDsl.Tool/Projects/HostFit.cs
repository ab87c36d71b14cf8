using System.Globalization;
using System.Reflection;
using MlDsl.Training;

namespace MlDsl.Tool.Projects;

/// <summary>Fits a model type of a project to a file, by what a model's file says of its training.</summary>
internal static class HostFit
{
    /// <summary>Reads the rows, makes the split again, fits, saves, and writes rows to compare on; or writes all rows.</summary>
    /// <exception cref="HostException">The rows, the split or the trainer cannot be had.</exception>
    public static HostAnswer Run<TModel, TRow, TInput, TLabel, TPrediction, TMetrics, TTask>(HostRequest request)
        where TModel : Model<TModel, TRow, TInput, TLabel, TPrediction, TMetrics, TTask>, IModel<TModel, TInput>
        where TRow : IFeatureRow<TRow, TInput>, ILabeledRow<TRow, TLabel>
        where TInput : struct
        where TMetrics : class, IMetrics<TMetrics>
        where TTask : ITask<TLabel, TPrediction, TMetrics>
    {
        DynamicModel before = DynamicModel.Load(request.Model);
        Dataset<TRow> read = HostRows.Read<TRow>(request, request.Data), data = HostRows.Joined(read, request);
        if (request.Made is not { } to)
        {
            HostRows.Write<TRow, TInput>(data.Rows.Take(request.Most), before.Plan, request.RowsBefore);
            return new HostAnswer();
        }
        var (side, train, isSame) = HostSides.Choose(data, request, before.Card);
        TModel made = Model<TModel, TRow, TInput, TLabel, TPrediction, TMetrics, TTask>.Fit(train, TrainerOf(before.Card, TModel.Definition.Trainer));
        made.Save(to);
        var answer = new HostAnswer { Side = side, Rows = train.Count, IsSameData = isSame, IsOnTrained = train.Count == data.Count(), LeftOut = read.SkippedRows.Count, FirstLeftOut = read.SkippedRows.First.Count == 0 ? "" : read.SkippedRows.First[0].Message };
        try
        {
            HostRows.Write<TRow, TInput>(HostRows.Others(data, train), made.Plan, request.Rows);
            HostRows.Write<TRow, TInput>(HostRows.Others(data, train), before.Plan, request.RowsBefore);
            return answer;
        }
        catch (Exception problem)
        {
            // Where the same comes out nothing is compared.
            return answer with { RowsProblem = ProjectHost.Said(problem) };
        }
    }

    // The trainer of the file, which need not be the declared one, with the file's options; an option that the file does not know has its default.
    private static TrainerOptions TrainerOf(ModelCard card, TrainerOptions declared)
    {
        Type type = declared.Trainer == card.Trainer ? declared.GetType() : Trainers().FirstOrDefault(each => each.Trainer == card.Trainer)?.GetType()
            ?? throw new HostException($"the trainer '{card.Trainer}', by which the file's model was fitted, is in no assembly of the project; it declares {declared.Trainer}");
        TrainerOptions trainer = Made(type) ?? throw new HostException($"the trainer '{card.Trainer}' has no constructor without parameters, so that it cannot be made of the file's options");
        foreach (var (name, text) in card.Options)
        {
            PropertyInfo option = type.GetProperty(name) is { CanWrite: true } found ? found
                : throw new HostException($"{card.Trainer} has no option '{name}' in the project's version, which the file has; fit with the version that saved it");
            try
            {
                option.SetValue(trainer, Value(option.PropertyType, text), BindingFlags.DoNotWrapExceptions, null, null, null);
            }
            catch (Exception problem) when (problem is ArgumentException or FormatException or OverflowException or InvalidCastException)
            {
                throw new HostException($"{card.Trainer} refuses {name} = {text}: {problem.Message}");
            }
        }
        return trainer;
    }

    private static object Value(Type type, string text) => type.IsEnum ? Enum.Parse(type, text) : Convert.ChangeType(text, type, CultureInfo.InvariantCulture);

    private static IEnumerable<TrainerOptions> Trainers() => AppDomain.CurrentDomain.GetAssemblies()
        .Where(static assembly => assembly == typeof(TrainerOptions).Assembly || assembly.GetReferencedAssemblies().Any(static name => name.Name == typeof(TrainerOptions).Assembly.GetName().Name))
        .SelectMany(static assembly => assembly.GetTypes())
        .Where(static type => type.IsSubclassOf(typeof(TrainerOptions)) && !type.IsAbstract && !type.ContainsGenericParameters)
        .Select(Made).OfType<TrainerOptions>();

    private static TrainerOptions? Made(Type type) => type.GetConstructor(Type.EmptyTypes) is null ? null : (TrainerOptions)Activator.CreateInstance(type)!;
}
