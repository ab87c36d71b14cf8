using System.CommandLine;
using MlDsl.Tool.Projects;
using MlDsl.Tool.Refitting;
using MlDsl.Training;

namespace MlDsl.Tool;

/// <summary><c>mldsl rebuild MODEL DATA</c> with its options.</summary>
internal static class RebuildCommand
{
    private static readonly Argument<string> Model = new("model") { Description = "The model, a .mldsl file" };
    private static readonly Argument<string> Data = new("data") { Description = "The data that it was fitted to, .csv or .jsonl: what was split, or the training rows alone" };
    private static readonly Option<string?> Out = new("--out") { Description = "Save the model that is fitted anew into this file" };
    private static readonly Option<bool> Json = new("--json") { Description = "Say it as one JSON object" };
    private static readonly ModelRowOptions File = new() { CanSkip = true };
    private static readonly ProjectOptions Project = new();

    /// <summary>The verb with its options.</summary>
    public static Command Make()
    {
        var rebuild = new Command("rebuild", "Fits a model anew by what its file says of its training, and tells whether the same comes out") { Model, Data, Out, Json };
        foreach (Option option in File.All.Concat(Project.All)) rebuild.Add(option);
        rebuild.SetAction(static (parsed, cancellation) => Task.Run(() => Fit(parsed, parsed.InvocationConfiguration.Output, cancellation), CancellationToken.None));
        return rebuild;
    }

    private static int Fit(ParseResult parsed, TextWriter output, CancellationToken cancellation)
    {
        string path = parsed.GetRequiredValue(Model), data = parsed.GetRequiredValue(Data);
        string? to = parsed.GetValue(Out);
        if (to is not null) Arguments.RefuseOver("--out", to, [path, data]);
        try
        {
            RebuildAnswer answer = Project.Subject(parsed, path, data, File.Csv(parsed)) is { } subject
                ? new ProjectRebuild(subject, to) { LeftOut = (left, first) => ModelRowOptions.Say(parsed, data, left, first) }.Run(cancellation).GetAwaiter().GetResult()
                : ByName(parsed, path, data, to, cancellation);
            output.WriteLine(parsed.GetValue(Json) ? answer.ToJson() : answer.ToString());
            return answer.IsSame ? 0 : 1;
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw new ToolException(problem.Message);
        }
    }

    private static RebuildAnswer ByName(ParseResult parsed, string path, string data, string? to, CancellationToken cancellation)
    {
        DynamicModel model = DynamicModel.Load(path);
        var rebuild = new Rebuild(model, data);
        rebuild.Check();
        RebuildAnswer answer = rebuild.Run(File.Read(parsed, DynamicTable.ForStored(model.Plan), data), cancellation);
        if (to is not null) rebuild.Made!.Save(to);
        return answer;
    }
}
