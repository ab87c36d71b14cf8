using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.ML;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace Helpdesk.Api;

internal static class ModelNames
{
    public const string Priority = "priority";
    public const string Team = "team";
}

public static class Registration
{
    public static IServiceCollection AddModels(this IServiceCollection services)
    {
        services.AddPredictionEnginePool<Ticket, PriorityAnswer>().FromFile(ModelNames.Priority, "priority.zip", true);
        services.AddPredictionEnginePool<Ticket, TeamAnswer>()
            .FromFile(ModelNames.Team, "team.zip", true)
            .FromUri("team-next", "https://models.example/team.zip");
        return services;
    }
}

[ApiController]
public sealed class TicketsController(PredictionEnginePool<Ticket, PriorityAnswer> priorities, PredictionEnginePool<Ticket, TeamAnswer> teams) : ControllerBase
{
    [HttpPost]
    public object Post(Ticket ticket)
    {
        PriorityAnswer priority = priorities.Predict(/*MLD5008:*/ModelNames.Priority/*=> "prio"*/, ticket);
        TeamAnswer team = /*MLD5008:*/teams.Predict(ModelNames.Team, ticket)/*=> teams.Predict(ticket)*/;
        return new { priority.Urgent, team.Team };
    }

    public TeamAnswer Preview(Ticket ticket) => teams.Predict(/*MLD5008:*/"team-next"/*=> "team-preview"*/, ticket);
}

public sealed class TicketTraining(MLContext ml, string file)
{
    private readonly Lazy<DataOperationsCatalog.TrainTestData> parts = new(() => ml.Data.TrainTestSplit(ml.Data.LoadFromTextFile<TicketRow>(file, ',', true), 0.2));

    public void Priority()
    {
        var chain = Text(nameof(TicketRow.Subject), /*MLD1001:*/nameof(TicketRow.Body)/*=> "Message"*/)
            .Append(ml.BinaryClassification.Trainers./*MLD1007:*/LbfgsLogisticRegression/*=> LinearSvm*/(labelColumnName: /*MLD1001:*/nameof(TicketRow.Urgent)/*=> "IsUrgent"*/));
        ITransformer model = chain.Fit(/*MLD1102:*/parts.Value.TrainSet/*=> parts.Value.TestSet*/);
        var metrics = ml.BinaryClassification.Evaluate(model.Transform(/*MLD1101:*/parts.Value.TestSet/*=> parts.Value.TrainSet*/), labelColumnName: nameof(TicketRow.Urgent));
        Console.WriteLine(metrics.PositiveRecall);
        ml.Model.Save(model, /*MLD1015:*/parts.Value.TrainSet.Schema/*=> null*/, "priority.zip");
    }

    public void Team()
    {
        var key = ml.Transforms.Conversion.MapValueToKey("Key", /*MLD1001:*/nameof(TicketRow.Team)/*=> "Group"*/);
        var chain = key.Append(Text(nameof(TicketRow.Subject), nameof(TicketRow.Body)))
            .Append(ml.MulticlassClassification.Trainers.SdcaMaximumEntropy(/*MLD1004:*/"Key"/*=> nameof(TicketRow.Team)*/))
            .Append(ml.Transforms.Conversion.MapKeyToValue("PredictedLabel"));
        ITransformer model = chain.Fit(/*MLD1102:*/parts.Value.TrainSet/*=> parts.Value.TestSet*/);
        var metrics = ml.MulticlassClassification.Evaluate(model.Transform(parts.Value.TestSet), labelColumnName: /*MLD1006:*/"Key"/*=> "Urgent"*/);
        Console.WriteLine(metrics.TopKAccuracy);
        ml.Model.Save(model, parts.Value.TrainSet.Schema, "team.zip");
    }

    private IEstimator<ITransformer> Text(params string[] columns) => columns
        .Aggregate((IEstimator<ITransformer>)ml.Transforms.CopyColumns("All", columns[0]), (chain, column) => chain.Append(ml.Transforms.Text.FeaturizeText(column + "Words", column)))
        .Append(ml.Transforms.Concatenate("Features", columns.Select(c => c + "Words").ToArray()));
}

public class Ticket { public string Subject { get; set; } = ""; public string Body { get; set; } = ""; }
public class PriorityAnswer { [ColumnName("PredictedLabel")] public bool Urgent { get; set; } }
public class TeamAnswer { [ColumnName("PredictedLabel")] public string Team { get; set; } = ""; }

public class TicketRow
{
    [LoadColumn(0)] public string Subject { get; set; } = "";
    [LoadColumn(1)] public string Body { get; set; } = "";
    [LoadColumn(2)] public bool Urgent { get; set; }
    [LoadColumn(3)] public string Team { get; set; } = "";
}
