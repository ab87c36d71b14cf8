using Microsoft.Extensions.DependencyInjection;

namespace MlDsl.Serving;

/// <summary>The models that a service was given, for whoever maps them.</summary>
internal static class AddedModels
{
    /// <summary>What a service without a model is told.</summary>
    public const string None = "No model was added; write services.AddModel<…>(o => o.File = \"…\")";

    /// <summary>The model of a type.</summary>
    /// <exception cref="InvalidOperationException">It was not added; the message says how that is done.</exception>
    public static ServedModel<TModel> Of<TModel>(IServiceProvider services) where TModel : class => services.GetService<ServedModel<TModel>>()
        ?? throw new InvalidOperationException($"No model '{typeof(TModel).Name}' was added; write services.AddModel<{typeof(TModel).Name}>(o => o.File = \"…\")");
}
