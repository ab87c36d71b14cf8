using System.Globalization;
using MlDsl.Tool.Refitting;
using MlDsl.Training;

namespace MlDsl.Tool.Searching;

/// <summary>Ranges of a trainer's options as they are typed: <c>L2=1e-6..1:log</c>, <c>Leaves=7..255</c>, <c>ClassWeights=None|Balanced</c>.</summary>
internal static class RangeText
{
    private const string Form = "a range is an option and its ends, as in L2=1e-6..1:log or Leaves=7..255, or its values, as in ClassWeights=None|Balanced";

    /// <summary>What to choose from.</summary>
    /// <param name="trainer">What is the same in every trial.</param>
    /// <param name="ranges">The ranges, one for each option.</param>
    /// <exception cref="ToolException">A text is no range, or the trainer has no such option or refuses an end.</exception>
    public static SearchSpace Read(TrainerOptions trainer, IEnumerable<string> ranges)
    {
        SearchSpace<TrainerOptions> space = SearchSpace.Of(trainer);
        foreach (string text in ranges)
        {
            try
            {
                space = Add(space, trainer, text);
            }
            catch (ArgumentException problem)
            {
                throw new ToolException($"--range '{text}': {problem.Message}");
            }
        }
        return space;
    }

    private static SearchSpace<TrainerOptions> Add(SearchSpace<TrainerOptions> space, TrainerOptions trainer, string text)
    {
        if (text.Split('=', 2) is not [var name, var said] || name.Length == 0 || said.Length == 0) throw new ToolException($"--range '{text}' is none: {Form}");
        Type type = TrainerNames.TypeOf(trainer, name);
        if (said.Contains("..", StringComparison.Ordinal))
        {
            string[] parts = said.Split(':');
            SearchScale scale = parts switch
            {
                [_] or [_, "linear"] => SearchScale.Linear,
                [_, "log"] => SearchScale.Log,
                _ => throw new ToolException($"--range '{text}' has a scale that is neither log nor linear; {Form}"),
            };
            string[] ends = parts[0].Split("..");
            if (ends.Length != 2) throw new ToolException($"--range '{text}' has not two ends; {Form}");
            if (type == typeof(int)) return space.Integer(name, Whole(ends[0]), Whole(ends[1]), (o, value) => TrainerNames.With(o, name, value), scale);
            if (type == typeof(double)) return space.Number(name, Number(ends[0]), Number(ends[1]), (o, value) => TrainerNames.With(o, name, value), scale);
            throw new ToolException($"--range '{text}': {trainer.Trainer}'s {name} is no number; list its values, as in {name}=A|B");
        }
        object[] values = [.. said.Split('|').Select(value => TrainerNames.Value(trainer, name, value))];
        return space.Choice(name, values, (o, value) => TrainerNames.With(o, name, value));

        int Whole(string end) => int.TryParse(end, NumberStyles.Integer, CultureInfo.InvariantCulture, out int value) ? value : throw new ToolException($"--range '{text}': '{end}' is no whole number, which {name} is");

        double Number(string end) => double.TryParse(end, NumberStyles.Float, CultureInfo.InvariantCulture, out double value) ? value : throw new ToolException($"--range '{text}': '{end}' is no number");
    }
}
