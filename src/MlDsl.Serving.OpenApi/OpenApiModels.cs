using Microsoft.AspNetCore.OpenApi;
using MlDsl.Serving;
using MlDsl.Serving.Operations;
using Microsoft.OpenApi;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Shows served models in the OpenAPI documents of ASP.NET Core.</summary>
public static class OpenApiModels
{
    /// <summary>
    /// Describes the endpoints that <c>MapModel</c> and <c>MapModels</c> map: columns with units, ranges, names of enums and whether they may be missing, answers, problems, an
    /// example. A document says what the model that is loaded takes when it is asked for.
    /// </summary>
    /// <param name="options">The options of a document: <c>services.AddOpenApi(o => o.AddModels())</c>.</param>
    public static OpenApiOptions AddModels(this OpenApiOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return options.AddOperationTransformer(DescribeAsync);
    }

    private static async Task DescribeAsync(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellation)
    {
        if (context.Description.ActionDescriptor.EndpointMetadata.OfType<ModelEndpointInfo>().FirstOrDefault() is not { } info) return;
        // A document that is made while building is asked for before the service has started.
        if (info.Model is { IsReady: false } model) await model.PollAsync(cancellation).ConfigureAwait(false);
        new ModelOperation((name, schema) =>
        {
            context.Document!.AddComponent(name, schema);
            return new OpenApiSchemaReference(name, context.Document);
        }).Describe(info, operation);
    }
}
